#include "face/quality/components.h"

namespace truename::face::quality {

Measurement under_exposure_prevention(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  const double wanted = 0.95 * static_cast<double>(input.inner.values.size());
  double seen = 0;
  int level = 0;
  while (level < 255 && seen + input.histogram[static_cast<std::size_t>(level)] < wanted) {
    seen += input.histogram[static_cast<std::size_t>(level)];
    ++level;
  }
  return measured(level);
}

}  // namespace truename::face::quality
