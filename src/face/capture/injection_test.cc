#include "face/capture/injection.h"

#include <gtest/gtest.h>

#include <random>

namespace truename::face {
namespace {

using domain::LayerStatus;

// A grey field with a bright bar at `place`, and the noise of a sensor.
vision::Image scene(int place, unsigned seed, int width = 320, int height = 240) {
  std::mt19937 random(seed);
  vision::Image out{width, height, {}};
  out.bgr.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for (std::size_t i = 0; i < out.bgr.size(); ++i) {
    const int x = static_cast<int>(i / 3) % width;
    const int level = x >= place && x < place + 60 ? 180 : 90;
    out.bgr[i] = static_cast<std::uint8_t>(level + static_cast<int>(random() % 21) - 10);
  }
  return out;
}

domain::CaptureFrame frame(std::uint32_t sequence) {
  const std::uint64_t at = std::uint64_t{sequence} * 66;
  domain::CaptureFrame out{.sequence = sequence, .client_ms = at};
  out.arrived = {1'790'000'000'000 + static_cast<std::int64_t>(at)};
  out.digest = sha256(as_bytes("frame " + std::to_string(sequence)));
  return out;
}

class InjectionTest : public testing::Test {
 protected:
  void feed(int frames) {
    for (int i = 0; i < frames; ++i) add(scene(next_ * 5 % 200, next_));
  }
  void add(const vision::Image& picture) { layer_.add(picture, frame(next_++)); }
  std::string reason() const { return layer_.reason(); }

  SeenFrames seen_;
  InjectionLayer layer_{seen_};
  std::uint32_t next_ = 1;
};

TEST_F(InjectionTest, a_camera_that_sends_each_frame_once_passes) {
  feed(30);
  EXPECT_EQ(layer_.result(30).status, LayerStatus::passed) << reason();
}

TEST_F(InjectionTest, frames_out_of_order_or_left_out_are_named) {
  feed(3);
  InjectionLayer before(seen_), after(seen_), late(seen_);
  before.add(scene(0, 1), frame(1));
  before.add(scene(0, 2), frame(2));
  before.add(scene(0, 3), frame(1));
  EXPECT_EQ(before.reason(), "frame_out_of_order");
  after.add(scene(0, 1), frame(1));
  after.add(scene(0, 2), frame(3));
  EXPECT_EQ(after.reason(), "frame_missing");
  late.add(scene(0, 1), frame(2));
  EXPECT_EQ(late.reason(), "frame_missing");
}

TEST_F(InjectionTest, a_frame_sent_twice_is_named) {
  feed(3);
  domain::CaptureFrame again = frame(4);
  again.digest = frame(2).digest;
  layer_.add(scene(0, 2), again);
  EXPECT_EQ(reason(), "frame_repeated");
}

TEST_F(InjectionTest, R80_a_frame_of_an_earlier_capture_is_named) {
  seen_.remember({frame(3).digest});
  feed(5);
  EXPECT_EQ(reason(), "frame_of_earlier_capture");
}

TEST_F(InjectionTest, a_picture_of_another_size_is_named) {
  feed(3);
  add(scene(0, 9, 640, 480));
  EXPECT_EQ(reason(), "size_changed");
}

TEST_F(InjectionTest, time_that_cannot_be_is_named) {
  const struct {
    std::uint64_t client_ms;
    std::int64_t arrived_ms;
    const char* reason;
  } cases[] = {{66, 66, "time_impossible"},    // no time has passed
               {70, 80, "time_impossible"},    // 4 ms: no camera is so fast
               {132, 10, "time_impossible"},   // arrived before the first one
               {5'000, 132, "time_ahead"},     // taken in the future
               {132, 20'000, "time_behind"}};  // kept back
  for (const auto& one : cases) {
    InjectionLayer layer(seen_);
    layer.add(scene(0, 1), frame(1));
    domain::CaptureFrame second = frame(2);
    second.client_ms = one.client_ms;
    second.arrived = {1'790'000'000'000 + one.arrived_ms};
    layer.add(scene(5, 2), second);
    EXPECT_EQ(layer.reason(), one.reason);
  }
}

TEST_F(InjectionTest, a_picture_without_sensor_noise_is_named_at_the_third_time) {
  feed(2);
  const vision::Image still = scene(50, 77);
  for (int i = 0; i < 3; ++i) add(still);
  EXPECT_EQ(reason(), "");  // two identical neighbours: a camera slower than asked
  add(still);
  EXPECT_EQ(reason(), "no_sensor_noise");
}

TEST_F(InjectionTest, a_loop_is_named_though_every_frame_has_other_bytes) {
  for (int i = 0; i < 50; ++i) add(scene(i % 20 * 8, static_cast<unsigned>(i % 20)));
  EXPECT_EQ(reason(), "loop");
}

TEST_F(InjectionTest, who_sits_still_is_no_loop) {
  for (unsigned i = 0; i < 40; ++i) add(scene(80, i));
  EXPECT_EQ(reason(), "");
}

TEST(SeenFrames, forgets_the_oldest_first) {
  SeenFrames seen;
  std::vector<Digest> many(SeenFrames::kWindow + 1);
  for (std::size_t i = 0; i < many.size(); ++i)
    many[i] = frame(static_cast<std::uint32_t>(i)).digest;
  seen.remember(many);
  EXPECT_FALSE(seen.contains(many.front()));
  EXPECT_TRUE(seen.contains(many[1]));
  EXPECT_TRUE(seen.contains(many.back()));
}

}  // namespace
}  // namespace truename::face
