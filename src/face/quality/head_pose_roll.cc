#include "face/quality/components.h"

namespace truename::face::quality {

Measurement head_pose_roll(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  return measured(input.pose.roll_deg);
}

}  // namespace truename::face::quality
