#include "policy/drift.h"

#include <gtest/gtest.h>

#include <array>

namespace truename::policy {
namespace {

using domain::Decision;
using domain::Evidence;
using domain::Outcome;

Watch watch(Signal signal, int window, double limit) {
  return {.signal = signal, .window = {.value = window}, .limit = {.value = limit}};
}

const Decision kRejected{.outcome = Outcome::rejected, .reasons = {}};
const Decision kApproved{.outcome = Outcome::approved, .reasons = {}};

// The standings that turned, over `count` equal decisions.
std::vector<DriftStanding> add(Drift& drift, const Decision& decision, int count) {
  std::vector<DriftStanding> turned;
  for (int i = 0; i < count; ++i) {
    const auto now = drift.add(Evidence{}, decision);
    turned.insert(turned.end(), now.begin(), now.end());
  }
  return turned;
}

TEST(Drift, AWindowThatIsNotFullGivesNoAlert) {
  Drift drift(std::array{watch(Signal::rejected, 20, 0.5)});
  EXPECT_TRUE(add(drift, kRejected, 19).empty());
  EXPECT_EQ(drift.standings()[0].shown, 19);
}

TEST(Drift, ARateOverTheLimitAlertsOnceAndEndsOnce) {
  Drift drift(std::array{watch(Signal::rejected, 20, 0.5)});
  const auto began = add(drift, kRejected, 40);
  ASSERT_EQ(began.size(), 1U);
  EXPECT_TRUE(began[0].alert);
  const auto ended = add(drift, kApproved, 40);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_FALSE(ended[0].alert);
  EXPECT_EQ(ended[0].shown, 10);  // just at the limit: no longer above it
}

TEST(Drift, ARateAtTheLimitIsWithinIt) {
  Drift drift(std::array{watch(Signal::rejected, 20, 0.5)});
  EXPECT_TRUE(add(drift, kRejected, 10).empty());
  EXPECT_TRUE(add(drift, kApproved, 10).empty());
}

TEST(Drift, OldDecisionsLeaveTheWindow) {
  Drift drift(std::array{watch(Signal::rejected, 20, 0.9)});
  add(drift, kRejected, 15);
  add(drift, kApproved, 20);
  EXPECT_EQ(drift.standings()[0].shown, 0);
  EXPECT_EQ(drift.standings()[0].counted, 20);
}

TEST(Drift, EachSignalIsShownByTheCaseItNamesAndNotByASoundOne) {
  Evidence sound;
  sound.consent.face = true;
  sound.face.stage = domain::FaceStage::examined;
  sound.face.pad = domain::PadResult::live;
  for (const Signal signal : all_signals()) EXPECT_FALSE(shows(signal, sound, kApproved));

  Evidence other_way = sound, attacked = sound, unusable = sound;
  other_way.consent.face = false;
  attacked.face.pad = domain::PadResult::suspected;
  unusable.face.stage = domain::FaceStage::not_usable;
  Decision referred{.outcome = Outcome::referred, .reasons = {}};
  Decision retake{.outcome = Outcome::rejected, .reasons = {{.remedy = domain::Remedy::retake}}};
  Decision no_match{.outcome = Outcome::rejected, .reasons = {{.code = "face.no_match"}}};
  EXPECT_TRUE(shows(Signal::rejected, sound, kRejected));
  EXPECT_TRUE(shows(Signal::referred, sound, referred));
  EXPECT_TRUE(shows(Signal::retake, sound, retake));
  EXPECT_TRUE(shows(Signal::face_unusable, unusable, retake));
  EXPECT_TRUE(shows(Signal::attack_suspected, attacked, referred));
  EXPECT_TRUE(shows(Signal::no_match, sound, no_match));
  EXPECT_TRUE(shows(Signal::other_way, other_way, referred));
}

}  // namespace
}  // namespace truename::policy
