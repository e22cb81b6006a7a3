// The passive network over several frames of one capture, asked only within its range; one still
// picture is judged in pad.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/capture.h"
#include "face/capture/frame_look.h"
#include "face/pad.h"

namespace truename::face {

class PassiveLayer {
 public:
  explicit PassiveLayer(const PadDetector& detector) : detector_(detector) {}  // borrowed

  // Looks at every kEvery-th frame that is framed as the network needs it, at most kLimit times.
  Status add(const vision::Image& picture, const SeenFace& face);
  domain::CaptureLayer result() const;
  std::size_t looked() const { return scores_.size(); }
  std::optional<double> median() const;
  std::optional<double> worst() const;

 private:
  static constexpr int kEvery = 4;  // neighbours say the same, and each costs 6 ms
  static constexpr std::size_t kLimit = 24;

  const PadDetector& detector_;
  int framed_ = 0;
  std::vector<double> scores_;
};

}  // namespace truename::face
