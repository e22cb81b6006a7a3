#include <algorithm>
#include <cmath>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

// Beyond this the estimate of yaw says no more than "turned away".
constexpr double kYawLimitDeg = 45;

}  // namespace

Measurement inter_eye_distance(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  const double yaw_deg = std::min<double>(std::abs(input.pose.yaw_deg), kYawLimitDeg);
  return measured(input.inter_eye_px / std::cos(yaw_deg * 3.14159265358979323846 / 180));
}

}  // namespace truename::face::quality
