#include "registration/told_case.h"

#include <string>

#include "domain/told_reasons.h"

namespace truename::registration {
namespace {

bool judges_face(policy::Kind kind) {
  return kind == policy::Kind::face_pad || kind == policy::Kind::face_match ||
         kind == policy::Kind::capture_challenge;
}

std::string face_citation(const domain::CaseRecord& record, const policy::Pack& pack) {
  if (record.policy_digest != pack.digest) return record.policy_id;
  std::string text;
  for (const policy::Rule& rule : pack.rules) {
    if (!judges_face(rule.kind) || text.find(rule.cite) != std::string::npos) continue;
    text += (text.empty() ? "" : "; ") + rule.cite;
  }
  return text;
}

}  // namespace

std::vector<domain::Reason> told_reasons(const domain::CaseRecord& record,
                                         const policy::Pack& in_force) {
  return domain::told_reasons(record.decision, face_citation(record, in_force));
}

}  // namespace truename::registration
