// A device that a card may be in: its number, which refuses printing, and its keyed digest.
#pragma once

#include <array>
#include <cstdint>

#include "base/personal.h"
#include "base/strong.h"

namespace truename::domain {

// 3GPP TS 23.003 §6.2: the 14 digits that name a device, without check digit or software version.
// Made by document::parse_imei.
using Imei = Personal<struct ImeiTag>;
using DeviceId = Strong<struct DeviceIdTag, std::array<std::uint8_t, 16>>;

}  // namespace truename::domain
