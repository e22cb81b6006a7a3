#include <string>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::FaceEvidence;
using domain::FaceStage;
using domain::PadResult;

Judgement judge_quality(const Rule& rule, const FaceEvidence& face) {
  Judgement out;
  for (const domain::QualityFinding& finding : face.findings) {
    const std::string code =
        std::string(domain::subject_text(finding.subject)) + "." + finding.component;
    Judgement one = against(rule, code);
    out.standing = Standing::against;
    out.reasons.push_back(std::move(one.reasons.front()));
  }
  if (out.standing == Standing::against) return out;
  // Without a finding there is nothing that the person could mend.
  return face.stage == FaceStage::examined ? satisfied(rule, "face.quality")
                                           : referred(rule, "face.not_usable");
}

Judgement judge_pad(const Rule& rule, PadResult pad) {
  switch (pad) {
    case PadResult::live:
      return satisfied(rule, "face.live");
    case PadResult::suspected:
      return against(rule, "face.attack_suspected");
    case PadResult::not_run:
      return against(rule, "face.pad_not_run");
  }
  CHECK(false);
}

// R26: where an attack is suspected, nothing is said of the match. A bound that is no number, or
// below 0, satisfies nothing.
Judgement judge_match(const Rule& rule, const FaceEvidence& face) {
  if (face.pad == PadResult::suspected) return silent();
  if (!face.fmr_bound || *face.fmr_bound < 0) return referred(rule, "face.not_compared");
  const auto& limits = std::get<FaceMatch>(rule.parameters);
  if (*face.fmr_bound <= limits.fmr_max.value) return satisfied(rule, "face.match");
  if (*face.fmr_bound <= limits.refer_fmr_max.value) return referred(rule, "face.near_match");
  return against(rule, "face.no_match");
}

Judgement judge_unexamined(const Rule& rule, OthersSpeak others_speak) {
  const bool must_speak = rule.kind == Kind::face_match && others_speak == OthersSpeak::no;
  return must_speak ? referred(rule, "face.not_examined") : silent();
}

}  // namespace

Judgement judge_face(const Rule& rule, const FaceEvidence& face, OthersSpeak others_speak) {
  if (face.stage == FaceStage::not_examined) return judge_unexamined(rule, others_speak);
  if (rule.kind == Kind::face_quality) return judge_quality(rule, face);
  if (face.stage == FaceStage::not_usable) return silent();
  CHECK(is_face(rule.kind));
  return rule.kind == Kind::face_pad ? judge_pad(rule, face.pad) : judge_match(rule, face);
}

}  // namespace truename::policy
