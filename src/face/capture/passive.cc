#include "face/capture/passive.h"

#include <algorithm>
#include <cmath>

namespace truename::face {
namespace {

constexpr std::size_t kFramesMinimum = 5;
// The network's own point of indifference. One still is asked for .9 (pad.cc), since nothing else
// speaks there; here four other layers do, and the frames of the rendered clips, whose grain the
// network takes for a print, have medians of .57 to .93 (the waved print .06).
constexpr double kMedianMinimum = 0.5;
// The crop is shrunk to the network's 128 pixels, never enlarged: it saw no enlarged faces.
constexpr float kContextSideMinimumPx = 128;
// Of the face box; the frame around a print is the clue. Below, the crop is face alone.
constexpr float kContextFactorMinimum = 1.5F;
// Turned further than a challenge asks, half of the face is gone.
constexpr float kYawLimitDeg = 45;

bool is_framed(const vision::Image& picture, const SeenFace& face) {
  const PadContext context = pad_context(picture, face.box);
  return context.factor >= kContextFactorMinimum &&
         std::min(context.box.width(), context.box.height()) >= kContextSideMinimumPx &&
         std::abs(face.pose.yaw_deg) <= kYawLimitDeg;
}

}  // namespace

Status PassiveLayer::add(const vision::Image& picture, const SeenFace& face) {
  if (scores_.size() == kLimit || !is_framed(picture, face)) return {};
  if (framed_++ % kEvery != 0) return {};
  scores_.push_back(TRY(detector_.score(picture, face.box)).get());
  return {};
}

std::optional<double> PassiveLayer::median() const {
  if (scores_.empty()) return std::nullopt;
  std::vector<double> sorted = scores_;
  std::sort(sorted.begin(), sorted.end());
  return sorted[(sorted.size() - 1) / 2];
}

std::optional<double> PassiveLayer::worst() const {
  if (scores_.empty()) return std::nullopt;
  return *std::min_element(scores_.begin(), scores_.end());
}

domain::CaptureLayer PassiveLayer::result() const {
  using domain::LayerStatus;
  if (scores_.size() < kFramesMinimum) return {LayerStatus::not_assessed, "too_few_frames"};
  if (*median() < kMedianMinimum) return {LayerStatus::failed, "passive_suspected"};
  return {LayerStatus::passed, ""};
}

}  // namespace truename::face
