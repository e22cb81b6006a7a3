#include "domain/told_reasons.h"

#include <gtest/gtest.h>

namespace truename::domain {
namespace {

Reason against(const char* code) {
  return {.code = code, .rule = code, .citation = code, .outcome = Outcome::referred};
}

std::vector<Reason> told(const std::vector<Reason>& reasons) {
  return told_reasons({.outcome = Outcome::referred, .reasons = reasons}, "sources");
}

TEST(ToldReasons, whichever_face_factors_failed_the_same_is_told) {  // R40
  const std::vector<Reason> expected{{.code = "face.not_confirmed",
                                      .rule = "face-check",
                                      .citation = "sources",
                                      .outcome = Outcome::referred,
                                      .remedy = Remedy::attended}};
  for (const char* code :
       {"face.attack_suspected", "face.no_match", "face.near_match", "face.not_compared",
        "face.pad_not_run", "face.not_usable", "capture.attack_suspected",
        "capture.device_suspected", "capture.challenge_failed"}) {
    EXPECT_EQ(told({against(code)}), expected) << code;
    EXPECT_EQ(told({against(code), against("face.no_match")}), expected) << code;
  }
}

TEST(ToldReasons, what_a_person_can_mend_keeps_its_code_and_stands_first) {  // R77
  const auto reasons = told({against("face.no_match"), against("probe.sharpness")});
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(reasons[0], against("probe.sharpness"));
  EXPECT_EQ(reasons[1].code, kFaceNotConfirmed);
}

TEST(ToldReasons, an_approval_and_a_decision_without_a_face_factor_are_told_as_they_are) {
  const Decision approval{.outcome = Outcome::approved,
                          .reasons = {{.code = "face.match", .outcome = Outcome::approved},
                                      {.code = "capture.passed", .outcome = Outcome::approved}}};
  EXPECT_EQ(told_reasons(approval, "sources"), approval.reasons);
  EXPECT_EQ(told({against("line.cap_reached")}), std::vector{against("line.cap_reached")});
}

}  // namespace
}  // namespace truename::domain
