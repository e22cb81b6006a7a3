// Decision: an outcome with coded reasons, each naming the rule and the text it rests on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace truename::domain {

// Ordered by weight: the heaviest outcome among the reasons is the decision's.
enum class Outcome { approved, referred, rejected };
std::string_view outcome_text(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view text);

// What the person can do next.
enum class Remedy { none, retake, another_document, attended, correct_claim, choose_line };
std::string_view remedy_text(Remedy remedy);
std::optional<Remedy> parse_remedy(std::string_view text);

struct Reason {
  std::string code;      // stable, for programs: "document.number_check_failed"
  std::string rule;      // the pack's rule id
  std::string citation;  // the rule's legal source, as the pack gives it
  Outcome outcome = Outcome::rejected;
  Remedy remedy = Remedy::none;
  friend bool operator==(const Reason&, const Reason&) = default;
};

struct Decision {
  Outcome outcome = Outcome::referred;
  std::vector<Reason> reasons;  // an approval carries the rules that were satisfied
  friend bool operator==(const Decision&, const Decision&) = default;
};

Value decision_value(const Decision& decision);       // canonical tree
Result<Decision> parse_decision(const Value& value);  // refuses unknown keys

}  // namespace truename::domain
