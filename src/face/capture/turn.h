// The steps of a challenge, followed over the poses of a stream; pure, and blind to pixels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/capture.h"

namespace truename::face {

// Of a frame with exactly one face.
struct PoseAt {
  double yaw_deg = 0;  // positive: towards the right edge, which is the subject's left
  double inter_eye_px = 0;
  std::uint64_t time_ms = 0;
};

// Turns are measured against the yaw at rest, so that nobody must face the camera to the degree.
// Measured: rendered heads turned by 15 degrees are read as 12.5 to 27; a flat picture, however it
// is tilted, as at most 6 (docs/biometrics.md).
constexpr double kTurnDeg = 12;
constexpr double kRestDeg = 8;        // within: at rest
constexpr double kWrongTurnDeg = 10;  // the other way, beyond: no mistake of a person who follows
constexpr double kCloserRatio = 1.2;  // of the eyes' distance at rest

class TurnLayer {
 public:
  enum class Phase { before_rest, step, returning, settling, done, failed };

  explicit TurnLayer(std::vector<domain::ChallengeStep> steps);

  void add(const PoseAt& at);
  // A frame in which not exactly one face was seen.
  void miss(std::uint64_t time_ms);
  void fail(std::string reason);

  Phase phase() const { return phase_; }
  const std::string& reason() const { return reason_; }  // when failed
  std::size_t steps_done() const { return step_; }
  const std::vector<domain::ChallengeStep>& steps() const { return steps_; }
  domain::CaptureHint hint() const;
  bool has_rest() const { return phase_ != Phase::before_rest; }
  // Of the last face, in degrees against rest; 0 before there is a rest.
  double turned_deg() const { return turned_deg_; }

 private:
  void seek_rest(const PoseAt& at);
  void follow(const PoseAt& at);
  void follow_turn(double towards_deg);
  void follow_approach(double ratio);
  void follow_stillness(std::uint64_t time_ms);
  void return_to_rest();
  void settle(std::uint64_t time_ms);
  void next_step();

  std::vector<domain::ChallengeStep> steps_;
  Phase phase_ = Phase::before_rest;
  std::string reason_;
  std::size_t step_ = 0;
  double rest_yaw_deg_ = 0;
  double rest_inter_eye_px_ = 0;
  double turned_deg_ = 0;
  std::vector<PoseAt> still_;   // frames at rest so far, without a break
  std::vector<double> travel_;  // of the step: how far, frame by frame, on the way out and back
  int reached_frames_ = 0;
  bool missed_ = false;
  std::uint64_t missed_since_ms_ = 0;
};

}  // namespace truename::face
