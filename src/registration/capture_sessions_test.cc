#include "registration/capture_sessions.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"

namespace truename::registration {
namespace {

class Sessions : public testing::Test {
 protected:
  Result<OpenedCapture> open(const std::string& sale = "sale-1") {
    return sessions.open({.sale = sale, .consent_face = true});
  }
  void finish(const OpenedCapture& opened) {
    const auto session = sessions.begin(opened.id, opened.token).value();
    EXPECT_EQ(session->add(as_bytes("a frame"))->hint, domain::CaptureHint::done);
  }

  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  const policy::CaptureChallenge& rule =
      std::get<policy::CaptureChallenge>(pack.find(policy::Kind::capture_challenge)->parameters);
  FakeCaptureExaminer examiner;
  FakeDecoder decoder;
  FakeClock clock;
  CaptureSessions sessions{rule, examiner, decoder, clock};
};

TEST_F(Sessions, without_consent_no_challenge_is_issued_R95) {
  const auto refused = sessions.open({.sale = "sale-1", .consent_face = false});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::bad_input);
}

TEST_F(Sessions, the_sale_gets_its_capture_when_it_is_over_and_no_other_sale_does) {
  const auto opened = open();
  ASSERT_TRUE(opened);
  EXPECT_FALSE(sessions.outcome_of(opened->id, "sale-1")) << "nobody has answered yet";
  finish(*opened);
  EXPECT_TRUE(sessions.outcome_of(opened->id, "sale-1"));
  EXPECT_EQ(sessions.outcome_of(opened->id, "sale-2").error().code, ErrorCode::not_found);
  sessions.forget(opened->id);
  EXPECT_FALSE(sessions.outcome_of(opened->id, "sale-1")) << "decided: nothing stays (R36)";
}

TEST_F(Sessions, a_challenge_is_answered_once_in_time_by_its_own_token) {
  const auto first = open();
  const auto second = open();
  EXPECT_EQ(sessions.begin("0123", first->token).error().code, ErrorCode::not_found);
  const auto foreign = sessions.begin(second->id, first->token);
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().message.find("other_case"), std::string::npos);
  std::string changed = second->token;
  changed[changed.find("nonce") + 20] ^= 1;
  EXPECT_FALSE(sessions.begin(second->id, changed));
  finish(*second);
  const auto again = sessions.begin(second->id, second->token);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("already_answered"), std::string::npos);
  const auto late = open();
  clock.at.unix_ms += rule.lifetime_s.value * 1000;
  EXPECT_NE(sessions.begin(late->id, late->token).error().message.find("expired"),
            std::string::npos);
}

TEST_F(Sessions, a_layer_that_speaks_at_the_end_is_told_as_a_failure_and_no_more_R40) {
  examiner.outcome.evidence.challenge = domain::ChallengeOutcome::failed;
  examiner.outcome.evidence.passive = {domain::LayerStatus::failed, "passive_suspected"};
  const auto opened = open();
  const auto session = sessions.begin(opened->id, opened->token).value();
  EXPECT_EQ(session->add(as_bytes("a frame"))->hint, domain::CaptureHint::failed);
}

TEST_F(Sessions, a_stream_that_stops_ends_its_capture) {
  const auto opened = open();
  const auto session = sessions.begin(opened->id, opened->token).value();
  session->end();
  EXPECT_TRUE(sessions.outcome_of(opened->id, "sale-1"));
  EXPECT_EQ(session->add(as_bytes("late")).error().code, ErrorCode::not_found);
}

TEST_F(Sessions, a_sale_has_its_tries_and_no_more_R32) {
  for (int i = 0; i < rule.max_attempts.value; ++i) ASSERT_TRUE(open());
  EXPECT_EQ(open().error().code, ErrorCode::conflict);
  EXPECT_TRUE(open("another sale"));
}

TEST_F(Sessions, the_evidence_says_which_try_of_the_sale_it_was) {
  ASSERT_TRUE(open("another sale"));
  for (int i = 1; i <= rule.max_attempts.value; ++i) {
    const auto opened = open();
    EXPECT_EQ(opened->attempt, i);
    finish(*opened);
    EXPECT_EQ(sessions.outcome_of(opened->id, "sale-1").value()->evidence.attempt, i);
  }
}

TEST_F(Sessions, a_try_after_a_failed_one_is_told_from_a_try_after_a_good_one) {
  finish(*open());
  EXPECT_FALSE(open()->after_failure);
  examiner.outcome.evidence.challenge = domain::ChallengeOutcome::failed;
  const auto failing = open("sale-2");
  EXPECT_FALSE(failing->after_failure);
  const auto session = sessions.begin(failing->id, failing->token).value();
  EXPECT_FALSE(session->evidence()) << "not over yet";
  session->end();
  EXPECT_EQ(session->evidence()->attempt, 1);
  EXPECT_TRUE(open("sale-2")->after_failure);
  EXPECT_FALSE(open("sale-3")->after_failure);
}

TEST_F(Sessions, old_captures_make_room_and_are_forgotten_in_time) {
  const auto oldest = open("sale-0");
  finish(*oldest);
  for (std::size_t i = 1; i <= CaptureSessions::kSessionLimit; ++i) {
    ASSERT_TRUE(open("sale-" + std::to_string(i)));
  }
  EXPECT_FALSE(sessions.outcome_of(oldest->id, "sale-0"));
  const auto newest = open("newest");
  finish(*newest);
  clock.at.unix_ms += (rule.lifetime_s.value + CaptureSessions::kKeptSeconds) * 1000;
  EXPECT_FALSE(sessions.outcome_of(newest->id, "newest"));
}

}  // namespace
}  // namespace truename::registration
