#include "face/quality/components.h"

namespace truename::face::quality {

Measurement single_face_present(const Input& input) {
  return measured(input.source.second_face_part);
}

}  // namespace truename::face::quality
