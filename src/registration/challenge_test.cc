#include "registration/challenge.h"

#include <gtest/gtest.h>

#include <set>

#include "base/json.h"

namespace truename::registration {
namespace {

using domain::ChallengeStep;
using domain::HeadMovement;

class StoppedClock final : public Clock {
 public:
  Timestamp now() const override { return at; }
  Timestamp at{1'790'000'000'000};
};

constexpr ChallengeLimits kLimits{.steps = 3, .lifetime_s = 60, .max_attempts = 3};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Challenge, is_redeemed_once_and_then_was_answered) {
  const StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  const std::string token = desk.issue("sale-1", HeadMovement::asked).value();
  const Redemption first = desk.redeem(token, "sale-1");
  ASSERT_EQ(first.result, Redeemed::accepted);
  EXPECT_EQ(first.challenge->steps.size(), 3U);
  EXPECT_EQ(first.challenge->expires_at.unix_ms, clock.at.unix_ms + 60'000);
  const Redemption second = desk.redeem(token, "sale-1");
  EXPECT_EQ(second.result, Redeemed::already_answered);
  EXPECT_FALSE(second.challenge);
}

TEST(Challenge, of_another_case_is_refused_and_stays_good_for_its_own) {
  const StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  const std::string token = desk.issue("sale-1", HeadMovement::asked).value();
  EXPECT_EQ(desk.redeem(token, "sale-2").result, Redeemed::other_case);
  EXPECT_EQ(desk.redeem(token, "sale-1").result, Redeemed::accepted);
}

TEST(Challenge, that_comes_late_is_refused) {
  StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  const std::string token = desk.issue("sale-1", HeadMovement::asked).value();
  clock.at.unix_ms += 60'000;
  EXPECT_EQ(desk.redeem(token, "sale-1").result, Redeemed::expired);
}

TEST(Challenge, with_anything_changed_has_a_wrong_signature) {
  const StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  const std::string token = desk.issue("sale-1", HeadMovement::asked, {.choice = 0}).value();
  EXPECT_EQ(desk.redeem(replaced(token, "sale-1", "sale-2"), "sale-2").result,
            Redeemed::wrong_signature);
  EXPECT_EQ(desk.redeem(replaced(token, "turn_left", "turn_right"), "sale-1").result,
            Redeemed::wrong_signature);
  EXPECT_EQ(
      desk.redeem(replaced(token, "\"accessible\":false", "\"accessible\":true"), "sale-1").result,
      Redeemed::wrong_signature);
  ChallengeDesk after_a_restart(kLimits, clock);
  EXPECT_EQ(after_a_restart.redeem(token, "sale-1").result, Redeemed::wrong_signature);
  EXPECT_EQ(desk.redeem(token, "sale-1").result, Redeemed::accepted);
}

TEST(Challenge, that_is_no_token_is_malformed) {
  const StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  const std::string token = desk.issue("sale-1", HeadMovement::asked).value();
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[1]"), token + "x",
        replaced(token, "{\"challenge\"", "{\"more\":1,\"challenge\""),
        replaced(token, "\"signature\":\"", "\"signature\":\"AA=="), std::string(5000, ' ')}) {
    EXPECT_EQ(desk.redeem(text, "sale-1").result, Redeemed::malformed) << text;
  }
}

TEST(Challenge, R32_a_sale_has_its_attempts_and_no_more_until_they_are_forgotten) {
  StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(desk.issue("sale-1", HeadMovement::asked));
  const auto fourth = desk.issue("sale-1", HeadMovement::asked);
  ASSERT_FALSE(fourth);
  EXPECT_EQ(fourth.error().code, ErrorCode::conflict);
  EXPECT_TRUE(desk.issue("sale-2", HeadMovement::asked));
  clock.at.unix_ms += 16 * 60 * 1000;
  EXPECT_TRUE(desk.issue("sale-1", HeadMovement::asked));
}

TEST(Challenge, R28_every_allowed_sequence_comes_from_just_one_number) {
  EXPECT_EQ(sequence_count(3), 20U);
  EXPECT_EQ(sequence_count(4), 48U);
  std::set<std::vector<ChallengeStep>> all;
  for (std::size_t i = 0; i < sequence_count(3); ++i) {
    const auto steps = sequence_at(i, 3);
    EXPECT_EQ(steps.size(), 3U);
    EXPECT_LE(std::count(steps.begin(), steps.end(), ChallengeStep::move_closer), 1);
    EXPECT_EQ(std::count(steps.begin(), steps.end(), ChallengeStep::hold_still), 0);
    all.insert(steps);
  }
  EXPECT_EQ(all.size(), 20U);
}

TEST(Challenge, R28_no_two_share_an_id_or_a_nonce) {
  const StoppedClock clock;
  ChallengeDesk desk({.steps = 4, .lifetime_s = 60, .max_attempts = 200}, clock);
  std::set<std::string> ids;
  std::set<Digest> nonces;
  std::set<std::vector<ChallengeStep>> steps;
  for (int i = 0; i < 200; ++i) {
    const std::string token = desk.issue("sale", HeadMovement::asked).value();
    const auto challenge = desk.redeem(token, "sale").challenge.value();
    ids.insert(challenge.id);
    nonces.insert(challenge.nonce);
    steps.insert(challenge.steps);
  }
  EXPECT_EQ(ids.size(), 200U);
  EXPECT_EQ(nonces.size(), 200U);
  EXPECT_GT(steps.size(), 30U);  // of 48; fewer has a chance below 1e-9
}

TEST(Challenge, R104_asks_no_movement_of_who_cannot_turn_the_head) {
  const StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  const std::string token = desk.issue("sale-1", HeadMovement::not_asked).value();
  const auto challenge = desk.redeem(token, "sale-1").challenge.value();
  EXPECT_EQ(challenge.movement, HeadMovement::not_asked);
  EXPECT_EQ(challenge.steps, std::vector<ChallengeStep>{ChallengeStep::hold_still});
}

TEST(Challenge, a_binding_that_no_token_can_hold_is_refused_at_once) {
  const StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  for (const std::string& binding : {std::string(), std::string(129, 'a'), std::string("a\nb")}) {
    EXPECT_FALSE(desk.issue(binding, HeadMovement::asked)) << binding;
  }
}

TEST(Challenge, too_many_open_sales_are_told_to_try_later) {
  StoppedClock clock;
  ChallengeDesk desk(kLimits, clock);
  for (std::size_t i = 0; i < ChallengeDesk::kOpenLimit; ++i) {
    ASSERT_TRUE(desk.issue("sale-" + std::to_string(i), HeadMovement::asked));
  }
  const auto one_more = desk.issue("another", HeadMovement::asked);
  ASSERT_FALSE(one_more);
  EXPECT_EQ(one_more.error().code, ErrorCode::unavailable);
  clock.at.unix_ms += 16 * 60 * 1000;
  EXPECT_TRUE(desk.issue("another", HeadMovement::asked));
}

}  // namespace
}  // namespace truename::registration
