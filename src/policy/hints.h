// Hints: for each reason code one sentence that says what to do next; no rates, no raw scores, and
// not which part of the face check failed (R40).
#pragma once

#include <span>
#include <string_view>

#include "policy/language.h"

namespace truename::policy {

struct Hint {
  std::string_view code;
  std::string_view english;
  std::string_view chinese;
};
// Of every reason a decision gives; those of single quality components: quality_hints.h.
std::span<const Hint> all_hints();

// A code that is not in the table gets the sentence that sends to a member of staff.
std::string_view hint(std::string_view reason_code, Language language);

}  // namespace truename::policy
