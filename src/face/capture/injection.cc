#include "face/capture/injection.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace truename::face {
namespace {

// The camera's clock may not run ahead of the server's by more than the first frame was held up;
// and a frame that comes this late was kept for some purpose.
constexpr std::int64_t kAheadLimitMs = 1'500;
constexpr std::int64_t kBehindLimitMs = 10'000;
constexpr std::uint64_t kGapMinimumMs = 8;  // 120 frames a second: no webcam is faster
// Neighbours without one changed grid cell: a camera's noise moves some of 1,024 averages every
// time. A few are left to cameras that were slower than asked and showed a frame twice.
constexpr int kIdenticalLimit = 2;
// Mean difference of the grid, in grey levels, below which two frames show the same; and how many
// in a row, at one distance, make a loop.
constexpr int kAlikeSum = 160;  // of 1,024 cells: 0.16 levels
constexpr std::size_t kLoopFrames = 8;
constexpr int kMovingSum = 512;  // against the frame before: 0.5 levels; who sits still repeats
constexpr std::size_t kLoopDistance = 10;  // nearer ones are slow motion

int difference(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b, int enough) {
  int sum = 0;
  for (std::size_t i = 0; i < a.size() && sum <= enough; ++i) sum += std::abs(a[i] - b[i]);
  return sum;
}

}  // namespace

void InjectionLayer::fail(std::string reason) {
  if (reason_.empty()) reason_ = std::move(reason);
}

void InjectionLayer::add(const vision::Image& picture, const domain::CaptureFrame& frame) {
  check_order(frame);
  check_time(frame);
  if (!first_) {
    first_ = frame;
    width_ = picture.width;
    height_ = picture.height;
  }
  if (picture.width != width_ || picture.height != height_) fail("size_changed");
  if (std::find(digests_.begin(), digests_.end(), frame.digest) != digests_.end()) {
    fail("frame_repeated");
  }
  if (seen_.contains(frame.digest)) fail("frame_of_earlier_capture");
  digests_.push_back(frame.digest);
  last_ = frame;
  Grid grid;
  const std::vector<std::uint8_t> grey = vision::to_grey(vision::resize(picture, kSide, kSide));
  std::copy(grey.begin(), grey.end(), grid.begin());
  check_noise(grid);
  check_loop(grid);
  grids_.push_back(grid);
}

void InjectionLayer::check_order(const domain::CaptureFrame& frame) {
  const std::uint32_t expected = last_ ? last_->sequence + 1 : 1;
  if (frame.sequence < expected) fail("frame_out_of_order");
  if (frame.sequence > expected) fail("frame_missing");
}

void InjectionLayer::check_time(const domain::CaptureFrame& frame) {
  if (!last_) return;
  if (frame.client_ms < last_->client_ms + kGapMinimumMs) return fail("time_impossible");
  if (frame.arrived < last_->arrived) return fail("time_impossible");
  const auto by_client = static_cast<std::int64_t>(frame.client_ms - first_->client_ms);
  const std::int64_t by_server = frame.arrived.unix_ms - first_->arrived.unix_ms;
  if (by_client - by_server > kAheadLimitMs) fail("time_ahead");
  if (by_server - by_client > kBehindLimitMs) fail("time_behind");
}

void InjectionLayer::check_noise(const Grid& grid) {
  if (!grids_.empty() && grid == grids_.back()) ++identical_;
  if (identical_ > kIdenticalLimit) fail("no_sensor_noise");
}

void InjectionLayer::check_loop(const Grid& grid) {
  if (grids_.empty()) return;
  const bool moving = difference(grid, grids_.back(), kMovingSum) > kMovingSum;
  runs_.resize(grids_.size() + 1);
  for (std::size_t distance = kLoopDistance; distance <= grids_.size(); ++distance) {
    const Grid& earlier = grids_[grids_.size() - distance];
    const bool alike = difference(grid, earlier, kAlikeSum) <= kAlikeSum;
    if (!alike) runs_[distance] = 0;
    if (alike && moving) ++runs_[distance];
    longest_loop_ = std::max(longest_loop_, runs_[distance]);
  }
  if (longest_loop_ >= kLoopFrames) fail("loop");
}

domain::CaptureLayer InjectionLayer::result(int frames) const {
  using domain::LayerStatus;
  if (!reason_.empty()) return {LayerStatus::failed, reason_};
  if (frames < 2) return {LayerStatus::not_assessed, "too_few_frames"};
  return {LayerStatus::passed, ""};
}

}  // namespace truename::face
