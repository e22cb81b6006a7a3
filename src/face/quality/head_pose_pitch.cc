#include "face/quality/components.h"

namespace truename::face::quality {

Measurement head_pose_pitch(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  return measured(input.pose.pitch_deg);
}

}  // namespace truename::face::quality
