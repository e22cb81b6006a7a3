#include <algorithm>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Check;
using domain::Evidence;

int score_of(const RiskRule& rule, const std::vector<std::string>& signals) {
  int sum = 0;
  for (const auto& [signal, weight] : rule.weights.value) {
    if (std::find(signals.begin(), signals.end(), signal) != signals.end()) sum += weight;
  }
  return sum;
}

// One more check than the usual ones: the authority, a credential, or two persons.
bool has_extra_check(const Evidence& evidence) {
  const domain::Application& application = evidence.application;
  return evidence.authority == domain::AuthorityAnswer::match || is_attended(application) ||
         (application.way == domain::Way::network_credential &&
          application.credential.holder_bound == Check::pass);
}

// R73, R74: a score asks for more, and in the end for a person; alone it refuses nobody.
Judgement judge_score(const Rule& rule, const Evidence& evidence) {
  if (evidence.history.risk_signals.empty()) return silent();
  const auto& risk = std::get<RiskRule>(rule.parameters);
  const int score = score_of(risk, evidence.history.risk_signals);
  if (score < risk.extra_check.value) return satisfied(rule, "risk.low");
  if (score < risk.attended.value) {
    return has_extra_check(evidence) ? satisfied(rule, "risk.checked")
                                     : referred(rule, "risk.extra_check");
  }
  return is_attended(evidence.application) ? satisfied(rule, "risk.checked")
                                           : referred(rule, "risk.attended");
}

Judgement judge_artefact(const Rule& rule, Check fresh) {
  switch (fresh) {
    case Check::pass:
      return satisfied(rule, "artefact.fresh");
    case Check::fail:
      return referred(rule, "artefact.reused");
    case Check::not_applicable:
      return silent();
  }
  CHECK(false);
}

}  // namespace

Judgement judge_risk(const Rule& rule, const Evidence& evidence) {
  if (rule.kind == Kind::risk) return judge_score(rule, evidence);
  CHECK(rule.kind == Kind::artefact_reuse);
  return judge_artefact(rule, evidence.history.artefact_fresh);
}

}  // namespace truename::policy
