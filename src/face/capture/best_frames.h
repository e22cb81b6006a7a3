// The few best frontal frames of a capture, kept for one comparison; all others are forgotten.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "face/capture/frame_look.h"
#include "vision/imaging.h"

namespace truename::face {

class BestFrames {
 public:
  // Of a frame at rest. Looks at no more than one in 100 ms: neighbours add nothing to a match.
  void add(const vision::Image& picture, const SeenFace& face, std::uint64_t time_ms);
  // Best first; leaves nothing behind.
  std::vector<vision::Image> take();

 private:
  // A comparison gains little after the third; 5 frames of 1.2 megapixels are 18 MB.
  static constexpr std::size_t kKept = 5;
  struct Kept {
    double sharpness = 0;  // of face/quality/components.h
    vision::Image picture;
  };
  std::vector<Kept> kept_;  // best first
  std::uint64_t last_ms_ = 0;
};

}  // namespace truename::face
