#include "face/capture/turn.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace truename::face {
namespace {

using domain::CaptureHint;
using domain::ChallengeStep;

constexpr double kFacingDeg = 15;       // yaw at which the first rest may be found
constexpr std::uint64_t kRestMs = 200;  // the rest before the first step, and after the last
constexpr std::size_t kRestFrames = 3;
constexpr int kReachedFrames = 2;        // one frame may be a landmark gone astray
constexpr std::uint64_t kHoldMs = 2000;  // hold_still, where no movement is asked
constexpr std::uint64_t kLostMs = 1000;  // longer without a face: nobody knows who comes back
// A head passes through the angles between; a picture that is swapped for another does not. Between
// these parts of the widest angle, out and back together, so many frames at least.
constexpr double kMiddleFrom = 0.2;
constexpr double kMiddleTo = 0.8;
constexpr int kMiddleFrames = 2;

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool passes_through(const std::vector<double>& travel) {
  const double widest = *std::max_element(travel.begin(), travel.end());
  return std::count_if(travel.begin(), travel.end(), [&](double one) {
           return one > kMiddleFrom * widest && one < kMiddleTo * widest;
         }) >= kMiddleFrames;
}

}  // namespace

TurnLayer::TurnLayer(std::vector<ChallengeStep> steps) : steps_(std::move(steps)) {}

void TurnLayer::fail(std::string reason) {
  if (phase_ == Phase::failed || phase_ == Phase::done) return;
  phase_ = Phase::failed;
  reason_ = std::move(reason);
}

void TurnLayer::add(const PoseAt& at) {
  missed_ = false;
  if (phase_ == Phase::before_rest) return seek_rest(at);
  turned_deg_ = at.yaw_deg - rest_yaw_deg_;
  follow(at);
}

void TurnLayer::miss(std::uint64_t time_ms) {
  still_.clear();
  if (!has_rest()) return;
  if (!missed_) missed_since_ms_ = time_ms;
  missed_ = true;
  if (time_ms - missed_since_ms_ > kLostMs) fail("face_lost");
}

void TurnLayer::seek_rest(const PoseAt& at) {
  const bool moved = !still_.empty() && std::abs(at.yaw_deg - still_.front().yaw_deg) > kRestDeg;
  if (moved || std::abs(at.yaw_deg) > kFacingDeg) still_.clear();
  if (std::abs(at.yaw_deg) > kFacingDeg) return;
  still_.push_back(at);
  if (still_.size() < kRestFrames || at.time_ms - still_.front().time_ms < kRestMs) return;
  std::vector<double> yaws, eyes;
  for (const PoseAt& one : still_) {
    yaws.push_back(one.yaw_deg);
    eyes.push_back(one.inter_eye_px);
  }
  rest_yaw_deg_ = median_of(std::move(yaws));
  rest_inter_eye_px_ = median_of(std::move(eyes));
  still_.clear();
  phase_ = Phase::step;
}

void TurnLayer::follow(const PoseAt& at) {
  switch (phase_) {
    case Phase::step:
      switch (steps_[step_]) {
        case ChallengeStep::turn_left:
          return follow_turn(turned_deg_);
        case ChallengeStep::turn_right:
          return follow_turn(-turned_deg_);
        case ChallengeStep::move_closer:
          return follow_approach(at.inter_eye_px / rest_inter_eye_px_);
        case ChallengeStep::hold_still:
          return follow_stillness(at.time_ms);
      }
      return;
    case Phase::returning:
      return return_to_rest();
    case Phase::settling:
      return settle(at.time_ms);
    case Phase::before_rest:
    case Phase::done:
    case Phase::failed:
      return;
  }
}

void TurnLayer::follow_turn(double towards_deg) {
  if (towards_deg < -kWrongTurnDeg) return fail("wrong_turn");
  travel_.push_back(towards_deg);
  reached_frames_ = towards_deg >= kTurnDeg ? reached_frames_ + 1 : 0;
  if (reached_frames_ >= kReachedFrames) phase_ = Phase::returning;
}

// The eyes come apart in the picture as well when it is enlarged: this step alone stops nobody, but
// it must come at its time.
void TurnLayer::follow_approach(double ratio) {
  if (std::abs(turned_deg_) > kTurnDeg) return fail("wrong_turn");
  travel_.push_back(ratio - 1);
  reached_frames_ = ratio >= kCloserRatio ? reached_frames_ + 1 : 0;
  if (reached_frames_ < kReachedFrames) return;
  if (!passes_through(travel_)) return fail("turn_sudden");
  next_step();
}

void TurnLayer::follow_stillness(std::uint64_t time_ms) {
  if (std::abs(turned_deg_) > kRestDeg) {
    still_.clear();
    return;
  }
  still_.push_back({turned_deg_, 0, time_ms});
  if (time_ms - still_.front().time_ms >= kHoldMs) next_step();
}

void TurnLayer::return_to_rest() {
  const double towards = steps_[step_] == ChallengeStep::turn_left ? turned_deg_ : -turned_deg_;
  travel_.push_back(towards);
  if (towards > kRestDeg) return;
  if (!passes_through(travel_)) return fail("turn_sudden");
  next_step();
}

void TurnLayer::next_step() {
  ++step_;
  travel_.clear();
  still_.clear();
  reached_frames_ = 0;
  phase_ = step_ == steps_.size() ? Phase::settling : Phase::step;
}

// Whoever turned must be seen in front again, or the last turn could be another person's.
void TurnLayer::settle(std::uint64_t time_ms) {
  if (std::abs(turned_deg_) > kRestDeg) {
    still_.clear();
    return;
  }
  still_.push_back({turned_deg_, 0, time_ms});
  const bool long_enough = time_ms - still_.front().time_ms >= kRestMs;
  if (long_enough && still_.size() >= kRestFrames) phase_ = Phase::done;
}

CaptureHint TurnLayer::hint() const {
  switch (phase_) {
    case Phase::before_rest:
    case Phase::returning:
      return CaptureHint::look_straight;
    case Phase::settling:
      return CaptureHint::hold_still;
    case Phase::done:
      return CaptureHint::done;
    case Phase::failed:
      return CaptureHint::failed;
    case Phase::step:
      break;
  }
  switch (steps_[step_]) {
    case ChallengeStep::turn_left:
      return CaptureHint::turn_left;
    case ChallengeStep::turn_right:
      return CaptureHint::turn_right;
    case ChallengeStep::move_closer:
      return CaptureHint::come_closer;
    case ChallengeStep::hold_still:
      return CaptureHint::hold_still;
  }
  return CaptureHint::hold_still;
}

}  // namespace truename::face
