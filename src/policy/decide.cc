#include "policy/decide.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"
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

void take_reasons(std::vector<Judgement>& judgements, Standing standing, std::vector<Reason>& out) {
  for (Judgement& one : judgements) {
    if (one.standing != standing) continue;
    std::move(one.reasons.begin(), one.reasons.end(), std::back_inserter(out));
  }
}

bool forbids_face(const Judgement& judgement, Kind kind) {
  if (judgement.standing != Standing::against) return false;
  if (kind == Kind::holder_age) return true;  // a guardian consents for a child (R99)
  if (kind == Kind::attempt_limit || kind == Kind::biometric_gap) return true;  // R32, R33
  return std::any_of(judgement.reasons.begin(), judgement.reasons.end(),
                     [](const Reason& reason) { return reason.outcome == Outcome::rejected; });
}

// Whether another than the holder is before the camera.
bool stands_for(const domain::Evidence& evidence, const Pack& pack) {
  switch (evidence.application.applicant) {
    case domain::Applicant::self:
    case domain::Applicant::heir:
      return false;
    case domain::Applicant::agent:
      return true;
    case domain::Applicant::organisation:
      return evidence.acting.has_value();  // else who is responsible came in person
    case domain::Applicant::guardian: {
      const auto& age = evidence.document.holder_age_years;
      const AgeBand* const band = age ? pack.band_of(*age) : nullptr;
      return band == nullptr || band->face != BandFace::holder;
    }
  }
  CHECK(false);
}

bool has_portrait(const domain::Evidence& evidence, const Pack& pack) {
  if (!stands_for(evidence, pack)) return evidence.document.portrait_found;
  return evidence.acting && evidence.acting->portrait_found;
}

}  // namespace

Decision decide(const domain::Evidence& evidence, const Pack& pack) {
  std::vector<Judgement> judgements = judge(evidence, pack);
  Decision decision{.outcome = Outcome::approved, .reasons = {}};
  if (!pack.in_force(evidence.today)) decision.reasons.push_back(not_in_force(pack));
  for (Reason& reason : unruled(evidence, pack)) decision.reasons.push_back(std::move(reason));
  take_reasons(judgements, Standing::against, decision.reasons);
  for (const Reason& reason : decision.reasons) {
    decision.outcome = std::max(decision.outcome, reason.outcome);
  }
  if (decision.reasons.empty()) take_reasons(judgements, Standing::satisfied, decision.reasons);
  return decision;
}

FaceOf face_of(const domain::Evidence& before_face, const Pack& pack) {
  if (!wants_face(before_face, pack)) return FaceOf::nobody;
  return stands_for(before_face, pack) ? FaceOf::acting : FaceOf::holder;
}

bool wants_face(const domain::Evidence& before_face, const Pack& pack) {
  if (!before_face.consent.face || !has_portrait(before_face, pack)) return false;
  if (!pack.in_force(before_face.today)) return false;
  const Rule* const match = pack.find(Kind::face_match);
  if (match == nullptr || !match->applies_to(before_face.application)) return false;
  const Situation situation = situation_of(before_face, pack);
  if (situation.face_due == FaceDue::no) return false;
  return std::none_of(pack.rules.begin(), pack.rules.end(), [&](const Rule& rule) {
    return is_before_face(rule.kind) &&
           forbids_face(judge_before_face(rule, before_face, situation), rule.kind);
  });
}

}  // namespace truename::policy
