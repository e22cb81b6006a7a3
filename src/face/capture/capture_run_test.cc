#include "face/capture/capture_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "face/capture/capture_examiner.h"
#include "face/pictures_for_test.h"

namespace truename::face {
namespace {

using domain::CaptureHint;
using domain::ChallengeOutcome;
using domain::ChallengeStep;
using domain::Image;
using domain::LayerStatus;

// Small, as the frames of a capture are.
Image person(const std::string& name) { return vision::resize(rendered(name), 450, 600); }

// The same picture seen from elsewhere: narrowed about its middle, as a tilted print, held by hand
// before a sensor with noise. No two numbers give the same frame.
Image moved(const Image& picture, double narrowed, unsigned number) {
  std::mt19937 random(number + 1);
  const double middle = picture.width / 2.0;
  const double across = static_cast<double>(random() % 100) / 25;
  const double down = static_cast<double>(random() % 100) / 25;
  const vision::Affine transform = {narrowed, 0, middle * (1 - narrowed) + across, 0, 1, down};
  Image out = vision::warp(picture, transform, picture.width, picture.height);
  for (auto& value : out.bgr) {
    const int noisy = value + static_cast<int>(random() % 9) - 4;
    value = static_cast<std::uint8_t>(std::clamp(noisy, 0, 255));
  }
  return out;
}

class CaptureRunTest : public WithExaminer {
 protected:
  void begin(domain::HeadMovement movement, std::vector<ChallengeStep> steps,
             RunEnds ends = RunEnds::at_first_failure) {
    const domain::Challenge challenge{.id = std::string(32, 'a'),
                                      .binding = "sale",
                                      .movement = movement,
                                      .steps = std::move(steps)};
    run_ = captures_.begin_run(challenge, ends);
  }
  CaptureHint add(const Image& picture) {
    ++sequence_;
    domain::CaptureFrame frame{.sequence = sequence_, .client_ms = sequence_ * 100ULL};
    frame.arrived = {1'790'000'000'000 + sequence_ * 100LL};
    frame.digest = sha256(as_bytes(std::to_string(sequence_)));
    return run_->add(picture, frame)->hint;
  }

  CaptureExaminer captures_{*examiner_};
  std::unique_ptr<CaptureRun> run_;
  std::uint32_t sequence_ = 0;
};

TEST_F(CaptureRunTest, R35_a_second_face_ends_the_challenge_and_nothing_of_it_is_kept) {
  begin(domain::HeadMovement::asked, {ChallengeStep::turn_left});
  const Image alone = side_by_side(person("p01/live.jpg"), Image{450, 600, Bytes(450 * 600 * 3)});
  const Image both = side_by_side(person("p01/live.jpg"), person("p03/live.jpg"));
  EXPECT_EQ(add(both), CaptureHint::several_faces);  // before the first step it is only a hint
  for (unsigned i = 0; i < 4; ++i) add(moved(alone, 1, i));
  EXPECT_EQ(add(both), CaptureHint::failed);
  const auto outcome = run_->finish({});
  EXPECT_EQ(outcome.evidence.challenge, ChallengeOutcome::failed);
  EXPECT_EQ(outcome.evidence.reason, "several_faces");
  EXPECT_TRUE(outcome.probes.empty());
}

TEST_F(CaptureRunTest, a_picture_tilted_left_and_right_is_flat_and_turns_nowhere) {
  begin(domain::HeadMovement::asked, {ChallengeStep::turn_left}, RunEnds::at_stream_end);
  const Image live = person("p02/live.jpg");
  for (unsigned i = 0; i < 5; ++i) add(moved(live, 1, i));
  for (unsigned i = 0; i < 10; ++i) add(moved(live, 1 - 0.03 * i, 50 + i));
  const auto outcome = run_->finish({});
  EXPECT_EQ(outcome.evidence.turn.reason, "steps_not_done");
  EXPECT_EQ(outcome.evidence.solid_head.reason, "flat");
  EXPECT_TRUE(outcome.probes.empty());
}

TEST_F(CaptureRunTest, a_person_swapped_for_another_is_named) {
  begin(domain::HeadMovement::not_asked, {ChallengeStep::hold_still});
  const Image first = person("p01/live.jpg");
  const Image second = person("p06/live.jpg");
  for (unsigned i = 0; i < 8; ++i) add(moved(first, 1, i));
  for (unsigned i = 100; i < 125; ++i) add(moved(second, 1, i));
  const auto outcome = run_->finish({});
  EXPECT_EQ(outcome.evidence.same_person.status, LayerStatus::failed);
  EXPECT_EQ(outcome.evidence.challenge, ChallengeOutcome::failed);
}

TEST_F(CaptureRunTest, R104_without_movement_less_is_known_and_said) {
  begin(domain::HeadMovement::not_asked, {ChallengeStep::hold_still});
  const Image live = person("p02/live.jpg");
  CaptureHint last = CaptureHint::no_face;
  for (unsigned i = 0; i < 40 && last != CaptureHint::done; ++i) last = add(moved(live, 1, i));
  EXPECT_EQ(last, CaptureHint::done);
  const auto outcome =
      run_->finish({.stream_digest = std::nullopt, .device_signals = {"no_label"}});
  EXPECT_EQ(outcome.evidence.challenge, ChallengeOutcome::accessible) << outcome.evidence.reason;
  EXPECT_EQ(outcome.evidence.solid_head.status, LayerStatus::not_assessed);
  EXPECT_EQ(outcome.evidence.device_signals, std::vector<std::string>{"no_label"});
  EXPECT_FALSE(outcome.probes.empty());
  EXPECT_LE(outcome.probes.size(), 5U);
}

TEST_F(CaptureRunTest, a_stream_without_a_face_says_so_and_fails) {
  begin(domain::HeadMovement::asked, {ChallengeStep::turn_left});
  EXPECT_EQ(add(grey(640, 480)), CaptureHint::no_face);
  EXPECT_EQ(run_->finish({}).evidence.reason, "no_usable_face");
}

TEST_F(CaptureRunTest, a_face_that_is_far_off_is_asked_to_come_closer) {
  begin(domain::HeadMovement::asked, {ChallengeStep::turn_left});
  const Image live = person("p02/live.jpg");
  EXPECT_EQ(add(vision::resize(live, 180, 240)), CaptureHint::come_closer);
  sequence_ = 0;
  begin(domain::HeadMovement::asked, {ChallengeStep::turn_left});
  EXPECT_EQ(add(vision::crop(live, {140, 0, 450, 600})), CaptureHint::centre_face);
}

TEST_F(CaptureRunTest, R29_a_digest_that_is_not_of_this_stream_fails_it) {
  begin(domain::HeadMovement::not_asked, {ChallengeStep::hold_still});
  const Image live = person("p02/live.jpg");
  for (unsigned i = 0; i < 3; ++i) add(moved(live, 1, i));
  const auto outcome = run_->finish({.stream_digest = Digest{}, .device_signals = {}});
  EXPECT_EQ(outcome.evidence.injection.reason, "stream_digest_differs");
}

TEST_F(CaptureRunTest, a_frame_that_was_refused_ends_the_run_with_its_reason) {
  begin(domain::HeadMovement::asked, {ChallengeStep::turn_left});
  EXPECT_EQ(run_->refuse("frame_grey").hint, CaptureHint::failed);
  EXPECT_EQ(add(person("p02/live.jpg")), CaptureHint::failed);
  const auto outcome = run_->finish({});
  EXPECT_EQ(outcome.evidence.reason, "frame_grey");
  EXPECT_EQ(outcome.evidence.frames, 0);
}

// A head as deep as it is, without a picture: the same landmarks, the nose standing out.
Landmarks head(double yaw_deg, double nose_depth) {
  Landmarks out;
  const double angle = yaw_deg * 3.14159265358979323846 / 180;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double x = -80 + 40.0 * static_cast<double>(i % 5);
    const double y = -60 + 10.0 * static_cast<double>(i / 5);
    const bool nose = i >= 27 && i <= 30;
    const double depth = (nose ? nose_depth : 0) + 0.004 * nose_depth / 36 * x * x;
    out[i] = {static_cast<float>(300 + x * std::cos(angle) + depth * std::sin(angle)),
              static_cast<float>(300 + y)};
  }
  const vision::Point eyes[] = {{250, 270}, {262, 266}, {272, 266},
                                {285, 270}, {272, 274}, {262, 274}};
  for (std::size_t i = 0; i < 12; ++i) {
    const double x = eyes[i % 6].x - 300 + (i < 6 ? 0 : 65);
    out[36 + i] = {static_cast<float>(300 + x * std::cos(angle)), eyes[i % 6].y};
  }
  return out;
}

TEST(Solid, a_nose_stands_out_of_the_plane_and_a_flat_face_has_none) {
  for (const double yaw : {15.0, 30.0, -25.0}) {
    const Solidity flat = solidity(head(0, 0), head(yaw, 0));
    EXPECT_NEAR(flat.nose_shift, 0, 1e-3) << yaw;
    EXPECT_NEAR(flat.residual, 0, 1e-3) << yaw;
    const Solidity deep = solidity(head(0, 36), head(yaw, 36));
    EXPECT_GT(yaw > 0 ? deep.nose_shift : -deep.nose_shift, 0.1) << yaw;
    EXPECT_GT(deep.residual, 0.03) << yaw;
  }
}

}  // namespace
}  // namespace truename::face
