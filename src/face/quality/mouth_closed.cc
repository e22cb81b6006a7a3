#include <algorithm>
#include <cmath>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

double between(const Landmarks& all, std::size_t a, std::size_t b) {
  return std::hypot(all[a].x - all[b].x, all[a].y - all[b].y);
}

}  // namespace

Measurement mouth_closed(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  if (input.inter_eye_px < 2 * kInterEyeMinimumPx) return not_assessed("face_too_small");
  const Landmarks& all = input.source.landmarks;
  const double gap = std::max({between(all, 61, 67), between(all, 62, 66), between(all, 63, 65)});
  return measured(gap / input.eye_to_chin_px);
}

}  // namespace truename::face::quality
