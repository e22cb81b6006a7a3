#include "face/capture/turn.h"

#include <gtest/gtest.h>

namespace truename::face {
namespace {

using domain::CaptureHint;
using domain::ChallengeStep;
using Phase = TurnLayer::Phase;

constexpr double kLeft = 25;
constexpr double kRight = -25;

// Fed at 15 frames a second; a head that moves by 5 degrees a frame, like a person's at ease.
class Sitter {
 public:
  explicit Sitter(TurnLayer& layer) : layer_(layer) {}
  void rest(int frames = 6) {
    for (int i = 0; i < frames; ++i) show(yaw_);
  }
  void turn_to(double yaw_deg) {
    while (std::abs(yaw_deg - yaw_) > 5) show(yaw_ + (yaw_deg > yaw_ ? 5 : -5));
    show(yaw_deg);
  }
  void turn_and_return(double yaw_deg) {
    turn_to(yaw_deg);
    rest(2);
    turn_to(base_);
  }
  void show(double yaw_deg, double inter_eye_px = 60) {
    yaw_ = yaw_deg;
    layer_.add({.yaw_deg = yaw_deg, .inter_eye_px = inter_eye_px, .time_ms = time_ms_ += 66});
  }
  void vanish(int frames) {
    for (int i = 0; i < frames; ++i) layer_.miss(time_ms_ += 66);
  }
  void start_at(double yaw_deg) { base_ = yaw_ = yaw_deg; }

 private:
  TurnLayer& layer_;
  double base_ = 0;
  double yaw_ = 0;
  std::uint64_t time_ms_ = 0;
};

TEST(Turn, the_steps_done_in_order_pass_and_the_hints_follow) {
  TurnLayer layer({ChallengeStep::turn_left, ChallengeStep::turn_right, ChallengeStep::turn_left});
  Sitter sitter(layer);
  EXPECT_EQ(layer.hint(), CaptureHint::look_straight);
  sitter.rest();
  EXPECT_EQ(layer.hint(), CaptureHint::turn_left);
  sitter.turn_to(kLeft);
  sitter.rest(2);
  EXPECT_EQ(layer.hint(), CaptureHint::look_straight);
  sitter.turn_to(0);
  EXPECT_EQ(layer.hint(), CaptureHint::turn_right);
  sitter.turn_and_return(kRight);
  sitter.turn_and_return(kLeft);
  EXPECT_EQ(layer.steps_done(), 3U);
  EXPECT_EQ(layer.hint(), CaptureHint::hold_still);
  sitter.rest();
  EXPECT_EQ(layer.phase(), Phase::done);
}

TEST(Turn, is_measured_against_the_own_rest_and_not_the_cameras_axis) {
  TurnLayer layer({ChallengeStep::turn_left, ChallengeStep::turn_right});
  Sitter sitter(layer);
  sitter.start_at(9);
  sitter.rest();
  sitter.turn_and_return(9 + kLeft);
  sitter.turn_and_return(9 + kRight);
  sitter.rest();
  EXPECT_EQ(layer.phase(), Phase::done);
}

TEST(Turn, the_other_way_fails_at_once_so_that_no_loop_passes_by_waiting) {
  TurnLayer layer({ChallengeStep::turn_left, ChallengeStep::turn_left});
  Sitter sitter(layer);
  sitter.rest();
  sitter.turn_and_return(kLeft);
  sitter.turn_and_return(kRight);
  EXPECT_EQ(layer.phase(), Phase::failed);
  EXPECT_EQ(layer.reason(), "wrong_turn");
  sitter.turn_and_return(kLeft);
  EXPECT_EQ(layer.phase(), Phase::failed);
}

TEST(Turn, a_small_sway_the_other_way_is_forgiven) {
  TurnLayer layer({ChallengeStep::turn_left});
  Sitter sitter(layer);
  sitter.rest();
  sitter.turn_to(-8);
  sitter.turn_and_return(kLeft);
  sitter.rest();
  EXPECT_EQ(layer.phase(), Phase::done);
}

TEST(Turn, pictures_swapped_for_one_another_pass_through_nothing) {
  TurnLayer layer({ChallengeStep::turn_left});
  Sitter sitter(layer);
  sitter.rest();
  for (int i = 0; i < 10; ++i) sitter.show(20);
  for (int i = 0; i < 10; ++i) sitter.show(0);
  EXPECT_EQ(layer.phase(), Phase::failed);
  EXPECT_EQ(layer.reason(), "turn_sudden");
}

TEST(Turn, a_single_frame_gone_astray_is_no_turn) {
  TurnLayer layer({ChallengeStep::turn_left});
  Sitter sitter(layer);
  sitter.rest();
  sitter.show(20);
  sitter.rest(0);
  sitter.show(0);
  EXPECT_EQ(layer.phase(), Phase::step);
}

TEST(Turn, coming_closer_is_done_by_growing_and_without_turning) {
  TurnLayer layer({ChallengeStep::move_closer});
  Sitter sitter(layer);
  sitter.rest();
  EXPECT_EQ(layer.hint(), CaptureHint::come_closer);
  for (const double eyes : {62.0, 65.0, 68.0, 71.0, 73.0, 74.0}) sitter.show(0, eyes);
  EXPECT_EQ(layer.steps_done(), 1U);
  TurnLayer jumped({ChallengeStep::move_closer});
  Sitter swapped(jumped);
  swapped.rest();
  for (int i = 0; i < 3; ++i) swapped.show(0, 80);
  EXPECT_EQ(jumped.reason(), "turn_sudden");
}

TEST(Turn, a_face_away_for_over_a_second_is_lost_and_a_short_gap_is_not) {
  TurnLayer layer({ChallengeStep::turn_left});
  Sitter sitter(layer);
  sitter.rest();
  sitter.vanish(10);
  EXPECT_EQ(layer.phase(), Phase::step);
  sitter.rest(1);
  sitter.vanish(20);
  EXPECT_EQ(layer.reason(), "face_lost");
}

TEST(Turn, a_stream_that_stops_leaves_its_steps_undone) {
  TurnLayer layer({ChallengeStep::turn_left});
  Sitter sitter(layer);
  sitter.rest();
  sitter.turn_to(kLeft);
  EXPECT_NE(layer.phase(), Phase::done);
  EXPECT_EQ(layer.steps_done(), 0U);
}

TEST(Turn, R104_holding_still_needs_no_turn) {
  TurnLayer layer({ChallengeStep::hold_still});
  Sitter sitter(layer);
  sitter.rest();
  EXPECT_EQ(layer.hint(), CaptureHint::hold_still);
  sitter.rest(40);
  EXPECT_EQ(layer.phase(), Phase::done);
}

}  // namespace
}  // namespace truename::face
