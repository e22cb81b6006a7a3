#include "policy/decide.h"

#include <algorithm>

#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Decision;
using domain::Outcome;
using domain::Reason;

// R118: a pack decides on its own days only.
Reason not_in_force(const Pack& pack) {
  return {.code = "policy.not_in_force",
          .rule = pack.id,
          .citation = pack.title,
          .outcome = Outcome::referred,
          .remedy = domain::Remedy::attended};
}

std::vector<Reason> reasons_of(const std::vector<Judgement>& judgements, Standing standing) {
  std::vector<Reason> out;
  for (const Judgement& one : judgements) {
    if (one.standing == standing) out.insert(out.end(), one.reasons.begin(), one.reasons.end());
  }
  return out;
}

bool forbids_face(const Judgement& judgement, Kind kind) {
  if (judgement.standing != Standing::against) return false;
  if (kind == Kind::holder_age) return true;  // a guardian consents for a child (R99)
  return std::any_of(judgement.reasons.begin(), judgement.reasons.end(),
                     [](const Reason& reason) { return reason.outcome == Outcome::rejected; });
}

}  // namespace

Decision decide(const domain::Evidence& evidence, const Pack& pack) {
  const std::vector<Judgement> judgements = judge(evidence, pack);
  Decision decision{.outcome = Outcome::approved,
                    .reasons = reasons_of(judgements, Standing::against)};
  if (!pack.in_force(evidence.today)) {
    decision.reasons.insert(decision.reasons.begin(), not_in_force(pack));
  }
  for (const Reason& reason : decision.reasons) {
    decision.outcome = std::max(decision.outcome, reason.outcome);
  }
  if (decision.reasons.empty()) decision.reasons = reasons_of(judgements, Standing::satisfied);
  return decision;
}

bool wants_face(const domain::Evidence& before_face, const Pack& pack) {
  if (!before_face.consent.face || !before_face.document.portrait_found) return false;
  if (!pack.in_force(before_face.today)) return false;
  return std::none_of(pack.rules.begin(), pack.rules.end(), [&](const Rule& rule) {
    return is_before_face(rule.kind) &&
           forbids_face(judge_before_face(rule, before_face), rule.kind);
  });
}

}  // namespace truename::policy
