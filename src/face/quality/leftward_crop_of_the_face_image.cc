#include "face/quality/components.h"

namespace truename::face::quality {

Measurement leftward_crop_of_the_face_image(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  return measured(input.eyes_middle.x / input.inter_eye_px);
}

}  // namespace truename::face::quality
