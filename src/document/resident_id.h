// The Chinese citizen identity number (GB 11643-1999): its checks and what it says; no register.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace truename::document {

struct ResidentId {
  Date birth_date;
  std::string sex;  // "男" or "女", from the seventeenth digit
};

// 18 characters: region, birth date, sequence, MOD 11-2 check character (ISO 7064). bad_input names
// the check that fails. `today` bounds the birth date.
Result<ResidentId> parse_resident_id(std::string_view number, const Date& today);

}  // namespace truename::document
