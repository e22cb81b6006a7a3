#include "policy/explain.h"

#include "base/check.h"
#include "policy/decide.h"
#include "policy/explain_parts.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Evidence;

std::string_view standing_text(Standing standing) {
  switch (standing) {
    case Standing::satisfied:
      return "satisfied";
    case Standing::against:
      return "AGAINST";
    case Standing::silent:
      return "not applicable";
  }
  CHECK(false);
}

std::string scope_of(const Rule& rule) {
  std::vector<std::string> out;
  for (const auto kind : rule.events) out.emplace_back(domain::application_kind_text(kind));
  for (const auto channel : rule.channels) out.emplace_back(domain::channel_text(channel));
  return listed(out);
}

std::string paragraph(const Rule& rule, const Judgement& judgement, const Evidence& evidence) {
  std::string out = std::string(standing_text(judgement.standing)) + ": " + rule.id + " (" +
                    std::string(kind_text(rule.kind)) + ")\n";
  out += "    seen: " + seen_of(rule.kind, evidence) + "\n";
  for (const domain::Reason& reason : judgement.reasons) {
    out += "    reason: " + reason.code;
    if (judgement.standing == Standing::against) {
      out += " -> " + std::string(domain::outcome_text(reason.outcome)) + ", remedy " +
             std::string(domain::remedy_text(reason.remedy));
    }
    out += "\n";
  }
  out += values_of(rule.parameters);
  if (!rule.events.empty() || !rule.channels.empty())
    out += "    only for: " + scope_of(rule) + "\n";
  out += "    rests on: " + rule.cite + " (" + std::string(mark_text(rule.mark)) + "; " +
         listed(rule.requirements) + ")\n";
  return out;
}

}  // namespace

std::string explain(const Evidence& evidence, const Pack& pack) {
  std::string out = pack.title + "\npack " + pack.id + ", " + digest_text(pack.digest) +
                    "\nevidence of " + date_text(evidence.today) + "\n";
  if (!pack.in_force(evidence.today)) out += "AGAINST: the pack is not in force on that day\n";
  for (const domain::Reason& reason : unruled(evidence, pack)) {
    out += "AGAINST: no rule of the pack speaks of it: " + reason.code + " -> referred\n";
  }
  const std::vector<Judgement> judgements = judge(evidence, pack);
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    out += paragraph(pack.rules[i], judgements[i], evidence);
  }
  return out + "decision: " + std::string(domain::outcome_text(decide(evidence, pack).outcome)) +
         "\n";
}

}  // namespace truename::policy
