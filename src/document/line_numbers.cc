#include "document/line_numbers.h"

#include <algorithm>
#include <string>

namespace truename::document {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// ISO/IEC 7812-1 Annex B: from the right, every second digit doubled; the sum ends in 0.
bool luhn_holds(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

}  // namespace

Result<domain::Msisdn> parse_msisdn(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.size() < 5 || text.size() > 15 || !all_digits(text) || text[0] == '0') {
    return fail(ErrorCode::bad_input,
                "The number (MSISDN) must be 5 to 15 digits with the country code, without spaces, "
                "such as +8613800000001.");
  }
  return domain::Msisdn(std::string(text));
}

Result<domain::Iccid> parse_iccid(std::string_view text) {
  if (text.size() < 19 || text.size() > 20 || !all_digits(text) || !text.starts_with("89")) {
    return fail(ErrorCode::bad_input,
                "The ICCID must be the 19 or 20 digits printed on the card, beginning with 89.");
  }
  if (!luhn_holds(text)) {
    return fail(ErrorCode::bad_input,
                "The ICCID's check digit (Luhn) is wrong; read the digits from the card again.");
  }
  return domain::Iccid(std::string(text));
}

}  // namespace truename::document
