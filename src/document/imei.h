// The number of a device, from text to a checked value; knows no line.
#pragma once

#include <string_view>

#include "base/result.h"
#include "domain/device.h"

namespace truename::document {

// 3GPP TS 23.003 §6.2: 14 digits, or 15 or 16 of which the first 14 are taken. The fifteenth is not
// checked: networks send a 0 in its place.
Result<domain::Imei> parse_imei(std::string_view text);

}  // namespace truename::document
