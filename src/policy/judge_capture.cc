#include <algorithm>

#include "base/check.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::CaptureEvidence;
using domain::ChallengeOutcome;
using domain::LayerStatus;

int weight_of(const CaptureEvidence& capture, const CaptureChallenge& limits) {
  int sum = 0;
  for (const auto& [signal, weight] : limits.device_weights.value) {
    const auto& seen = capture.device_signals;
    if (std::find(seen.begin(), seen.end(), signal) != seen.end()) sum += weight;
  }
  return sum;
}

// A person may turn the wrong way or too late; a flat face or a replayed stream is nobody's
// mistake.
bool is_attack(const CaptureEvidence& capture) {
  const domain::CaptureLayer* const layers[] = {&capture.passive, &capture.solid_head,
                                                &capture.same_person, &capture.injection};
  return std::any_of(std::begin(layers), std::end(layers),
                     [](const auto* layer) { return layer->status == LayerStatus::failed; });
}

Judgement judge_absent(const Rule& rule, const CaptureChallenge& limits,
                       const domain::FaceEvidence& face, OthersSpeak others_speak) {
  if (limits.need.value == CaptureNeed::optional) return silent();
  const bool face_was_not_due =
      face.stage == domain::FaceStage::not_examined && others_speak == OthersSpeak::yes;
  return face_was_not_due ? silent() : against(rule, "capture.not_run");
}

}  // namespace

// The device is weighed whatever the challenge gave: a virtual camera can pass one.
Judgement judge_capture(const Rule& rule, const domain::Evidence& evidence,
                        OthersSpeak others_speak) {
  const auto& limits = std::get<CaptureChallenge>(rule.parameters);
  const auto& capture = evidence.capture;
  if (!capture || capture->challenge == ChallengeOutcome::not_run) {
    return judge_absent(rule, limits, evidence.face, others_speak);
  }
  if (is_attack(*capture)) return against(rule, "capture.attack_suspected");
  if (weight_of(*capture, limits) >= limits.device_limit.value) {
    return against(rule, "capture.device_suspected");
  }
  switch (capture->challenge) {
    case ChallengeOutcome::passed:
      return satisfied(rule, "capture.passed");
    case ChallengeOutcome::accessible:
      return limits.accessible.value == AccessiblePath::accepted
                 ? satisfied(rule, "capture.passed")
                 : referred(rule, "capture.accessible");
    case ChallengeOutcome::failed:
      return against(rule, "capture.challenge_failed");
    case ChallengeOutcome::not_run:
      break;
  }
  CHECK(false);
}

}  // namespace truename::policy
