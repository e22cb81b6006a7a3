#include "face/capture/best_frames.h"

#include <algorithm>
#include <utility>

#include "face/align.h"
#include "face/quality/components.h"

namespace truename::face {
namespace {

constexpr std::uint64_t kApartMs = 100;

}  // namespace

void BestFrames::add(const vision::Image& picture, const SeenFace& face, std::uint64_t time_ms) {
  if (!kept_.empty() && time_ms - last_ms_ < kApartMs) return;
  const vision::Image aligned = align(picture, five_points(face.landmarks));
  if (aligned.empty()) return;
  // All are frontal and at rest; what tells them apart is how sharp they are.
  const auto input = quality::make_input({picture, aligned, face.landmarks, face.box});
  const double sharpness = quality::sharpness(input).raw.value_or(0);
  if (kept_.size() == kKept && kept_.back().sharpness >= sharpness) return;
  last_ms_ = time_ms;
  kept_.push_back({sharpness, picture});
  std::stable_sort(kept_.begin(), kept_.end(),
                   [](const Kept& a, const Kept& b) { return a.sharpness > b.sharpness; });
  if (kept_.size() > kKept) kept_.pop_back();
}

std::vector<vision::Image> BestFrames::take() {
  std::vector<vision::Image> out;
  for (Kept& one : kept_) out.push_back(std::move(one.picture));
  kept_.clear();
  return out;
}

}  // namespace truename::face
