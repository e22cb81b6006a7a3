// The two numbers of a line, from text to checked values; knows no database.
#pragma once

#include <string_view>

#include "base/result.h"
#include "domain/line.h"

namespace truename::document {

// ITU-T E.164: an optional "+", then 5 to 15 digits of which the first is not 0. bad_input says
// what to mend.
Result<domain::Msisdn> parse_msisdn(std::string_view text);
// ITU-T E.118: 19 or 20 digits beginning with 89 and ending with their Luhn check digit.
Result<domain::Iccid> parse_iccid(std::string_view text);

}  // namespace truename::document
