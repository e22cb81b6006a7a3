#include <cmath>

#include "face/quality/components.h"

namespace truename::face::quality {

Measurement dynamic_range(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  double bits = 0;
  for (const int count : input.histogram) {
    if (count == 0) continue;
    const double part = static_cast<double>(count) / static_cast<double>(input.inner.values.size());
    bits -= part * std::log2(part);
  }
  return measured(bits);
}

}  // namespace truename::face::quality
