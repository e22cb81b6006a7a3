#include "face/quality/components.h"

namespace truename::face::quality {

Measurement luminance_mean(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  return measured(input.grey_mean / 255);
}

}  // namespace truename::face::quality
