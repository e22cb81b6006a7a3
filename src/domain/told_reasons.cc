#include "domain/told_reasons.h"

#include <algorithm>

namespace truename::domain {
namespace {

constexpr std::string_view kFaceFactors[] = {"face.attack_suspected",    "face.no_match",
                                             "face.near_match",          "face.not_compared",
                                             "face.pad_not_run",         "face.not_usable",
                                             "capture.attack_suspected", "capture.device_suspected",
                                             "capture.challenge_failed"};

}  // namespace

bool is_face_factor(const Reason& reason) {
  return reason.outcome != Outcome::approved &&
         std::find(std::begin(kFaceFactors), std::end(kFaceFactors), reason.code) !=
             std::end(kFaceFactors);
}

std::vector<Reason> told_reasons(const Decision& decision, const std::string& face_citation) {
  std::vector<Reason> told;
  std::copy_if(decision.reasons.begin(), decision.reasons.end(), std::back_inserter(told),
               [](const Reason& reason) { return !is_face_factor(reason); });
  if (told.size() < decision.reasons.size()) {
    told.push_back({.code = std::string(kFaceNotConfirmed),
                    .rule = "face-check",
                    .citation = face_citation,
                    .outcome = Outcome::referred,
                    .remedy = Remedy::attended});
  }
  return told;
}

}  // namespace truename::domain
