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
    const auto now = drift.add({.evidence = Evidence{}, .decision = decision});
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

// `count` decisions at devices of one class.
std::vector<DriftStanding> add(Drift& drift, domain::DeviceClass device, int count) {
  std::vector<DriftStanding> turned;
  for (int i = 0; i < count; ++i) {
    const auto now = drift.add({.evidence = Evidence{}, .decision = kApproved, .device = device});
    turned.insert(turned.end(), now.begin(), now.end());
  }
  return turned;
}

TEST(Drift, DevicesOfOneKindAllAlongAreNoShift) {
  Drift drift(std::array{watch(Signal::device_shift, 20, 0.2)});
  EXPECT_TRUE(add(drift, domain::DeviceClass::phone, 100).empty());
  EXPECT_EQ(drift.standings()[0].shown, 0);
}

TEST(Drift, AShiftOfDevicesAlertsAndEndsWhenTheNewKindIsTheUsualOne) {
  Drift drift(std::array{watch(Signal::device_shift, 20, 0.2)});
  add(drift, domain::DeviceClass::desktop, 40);
  EXPECT_TRUE(add(drift, domain::DeviceClass::phone, 4).empty()) << "at the limit";
  const auto began = add(drift, domain::DeviceClass::phone, 1);
  ASSERT_EQ(began.size(), 1U);
  EXPECT_TRUE(began[0].alert);
  EXPECT_EQ(began[0].shown, 5);
  add(drift, domain::DeviceClass::phone, 15);
  EXPECT_EQ(drift.standings()[0].shown, 20);
  const auto ended = add(drift, domain::DeviceClass::phone, 20);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_FALSE(ended[0].alert);
}

TEST(Drift, AShiftOfDevicesNeedsTwoFullWindows) {
  Drift drift(std::array{watch(Signal::device_shift, 20, 0.2)});
  add(drift, domain::DeviceClass::desktop, 20);
  EXPECT_TRUE(add(drift, domain::DeviceClass::phone, 19).empty());
  EXPECT_EQ(add(drift, domain::DeviceClass::phone, 1).size(), 1U);
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
  Evidence first = sound, second = sound;
  first.capture = domain::CaptureEvidence{.attempt = 1};
  second.capture = domain::CaptureEvidence{.attempt = 2};
  EXPECT_FALSE(shows(Signal::capture_retried, first, kApproved));
  EXPECT_TRUE(shows(Signal::capture_retried, second, kApproved));
}

}  // namespace
}  // namespace truename::policy
