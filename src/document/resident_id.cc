#include "document/resident_id.h"

#include <algorithm>

namespace truename::document {
namespace {

constexpr std::size_t kLength = 18;
constexpr int kEarliestYear = 1900;  // nobody older holds a card

int number_at(std::string_view digits, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : digits.substr(from, count)) value = value * 10 + (c - '0');
  return value;
}

// ISO 7064 MOD 11-2: weights 2^(17-i) mod 11; the remainder chooses the character.
char check_character(std::string_view digits) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kCharacters = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < std::size(kWeights); ++i) sum += (digits[i] - '0') * kWeights[i];
  return kCharacters[static_cast<std::size_t>(sum % 11)];
}

}  // namespace

Result<ResidentId> parse_resident_id(std::string_view number, const Date& today) {
  const std::string_view digits = number.substr(0, std::min(number.size(), kLength - 1));
  const bool shaped =
      number.size() == kLength &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!shaped) {
    return fail(ErrorCode::bad_input,
                "The identity number must be 17 digits and a check character.");
  }
  const Date birth{number_at(digits, 6, 4), number_at(digits, 10, 2), number_at(digits, 12, 2)};
  if (!is_calendar_date(birth) || birth.year < kEarliestYear || birth > today) {
    return fail(ErrorCode::bad_input, "The identity number holds no possible birth date.");
  }
  if (number.back() != check_character(digits)) {
    return fail(ErrorCode::bad_input, "The identity number's check character is wrong.");
  }
  return ResidentId{birth, number_at(digits, 16, 1) % 2 == 1 ? "男" : "女"};
}

}  // namespace truename::document
