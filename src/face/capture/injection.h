// Signs that frames did not come from a camera now: order, time, repetition, noise; no faces here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "domain/capture.h"
#include "face/capture/seen_frames.h"
#include "vision/imaging.h"

namespace truename::face {

class InjectionLayer {
 public:
  explicit InjectionLayer(const SeenFrames& seen) : seen_(seen) {}  // borrowed

  void add(const vision::Image& picture, const domain::CaptureFrame& frame);
  // What the run found by other means: "frame_not_jpeg", "stream_digest_differs". The first stays.
  void fail(std::string reason);
  const std::string& reason() const { return reason_; }  // empty: nothing found
  domain::CaptureLayer result(int frames) const;
  const std::vector<Digest>& digests() const { return digests_; }
  int identical_neighbours() const { return identical_; }
  std::size_t longest_loop() const { return longest_loop_; }

 private:
  // Grey levels averaged over a grid of the whole picture, as they are: sensor noise still shows.
  static constexpr int kSide = 32;
  using Grid = std::array<std::uint8_t, kSide * kSide>;

  void check_order(const domain::CaptureFrame& frame);
  void check_time(const domain::CaptureFrame& frame);
  void check_noise(const Grid& grid);
  void check_loop(const Grid& grid);

  const SeenFrames& seen_;
  std::string reason_;
  std::optional<domain::CaptureFrame> first_;
  std::optional<domain::CaptureFrame> last_;
  int width_ = 0;
  int height_ = 0;
  std::vector<Digest> digests_;
  std::vector<Grid> grids_;  // 1 kB a frame
  int identical_ = 0;
  std::vector<std::size_t> runs_;  // at [i]: how many frames in a row looked like those i earlier
  std::size_t longest_loop_ = 0;
};

}  // namespace truename::face
