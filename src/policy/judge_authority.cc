#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::AuthorityAnswer;
using domain::CountAnswer;
using domain::Evidence;

struct Codes {
  std::string_view unavailable;
  std::string_view provisional;
};

// R8, R69: silence is never taken for an answer; a pack says what follows from it.
Judgement of_silence(const Rule& rule, Fallback fallback, const Codes& codes) {
  switch (fallback) {
    case Fallback::refer:
      return referred(rule, codes.unavailable);
    case Fallback::reject:
      return against(rule, codes.unavailable);
    case Fallback::provisional:
      return satisfied(rule, codes.provisional);
  }
  CHECK(false);
}

// match, no match and no answer are never merged.
Judgement judge_answer(const Rule& rule, const Evidence& evidence) {
  const auto& limits = std::get<AuthorityRule>(rule.parameters);
  switch (evidence.authority) {
    case AuthorityAnswer::match:
      return satisfied(rule, "authority.match");
    case AuthorityAnswer::no_match:
      return against(rule, "authority.no_match");
    case AuthorityAnswer::unavailable:
      return of_silence(rule, limits.unavailable ? limits.unavailable->value : Fallback::refer,
                        {"authority.unavailable", "authority.provisional"});
    case AuthorityAnswer::not_asked:
      return limits.need.value == AuthorityNeed::required
                 ? referred(rule, "authority.not_asked")
                 : satisfied(rule, "authority.not_required");
    case AuthorityAnswer::flagged:
      return against(rule, "authority.flagged");
    case AuthorityAnswer::deceased:
      return evidence.application.applicant == domain::Applicant::heir
                 ? satisfied(rule, "authority.death_confirmed")
                 : against(rule, "authority.deceased");
  }
  CHECK(false);
}

Judgement judge_count(const Rule& rule, const domain::CrossOperatorCount& count) {
  const auto& limits = std::get<CrossOperatorCap>(rule.parameters);
  switch (count.answer) {
    case CountAnswer::counted:
      return count.lines < limits.max_lines.value ? satisfied(rule, "cross_operator.within_cap")
                                                  : against(rule, "cross_operator.cap_reached");
    case CountAnswer::unavailable:
      return of_silence(rule, limits.unavailable.value,
                        {"cross_operator.unavailable", "cross_operator.provisional"});
    case CountAnswer::not_asked:
      return limits.need.value == AuthorityNeed::required
                 ? referred(rule, "cross_operator.not_asked")
                 : satisfied(rule, "cross_operator.not_required");
  }
  CHECK(false);
}

}  // namespace

Judgement judge_authority(const Rule& rule, const Evidence& evidence) {
  if (rule.kind == Kind::authority) return judge_answer(rule, evidence);
  CHECK(rule.kind == Kind::cross_operator_cap);
  return judge_count(rule, evidence.cross_operator);
}

}  // namespace truename::policy
