#include <algorithm>
#include <cmath>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

double between(const Landmarks& all, std::size_t a, std::size_t b) {
  return std::hypot(all[a].x - all[b].x, all[a].y - all[b].y);
}

}  // namespace

Measurement eyes_open(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  if (input.inter_eye_px < 2 * kInterEyeMinimumPx) return not_assessed("face_too_small");
  const Landmarks& all = input.source.landmarks;
  const double left = std::max(between(all, 37, 41), between(all, 38, 40));
  const double right = std::max(between(all, 43, 47), between(all, 44, 46));
  return measured(std::min(left, right) / input.eye_to_chin_px);
}

}  // namespace truename::face::quality
