#include <numeric>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

constexpr std::ptrdiff_t kClipped = 247;  // a few below white: JPEG rounds clipped white down

}  // namespace

Measurement over_exposure_prevention(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  const int clipped = std::accumulate(input.histogram.begin() + kClipped, input.histogram.end(), 0);
  return measured(static_cast<double>(clipped) / static_cast<double>(input.inner.values.size()));
}

}  // namespace truename::face::quality
