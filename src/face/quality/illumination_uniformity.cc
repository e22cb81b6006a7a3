#include <algorithm>
#include <array>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

constexpr int kBins = 16;  // coarse enough that noise does not part two alike halves

std::array<double, kBins> histogram_of(const Grey& grey, int left, int right) {
  std::array<double, kBins> bins{};
  const double part = 1.0 / ((right - left) * grey.height);
  for (int y = 0; y < grey.height; ++y) {
    for (int x = left; x < right; ++x) {
      bins[static_cast<std::size_t>(grey.at(x, y) * kBins / 256)] += part;
    }
  }
  return bins;
}

}  // namespace

Measurement illumination_uniformity(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  const int middle = input.inner.width / 2;
  const auto left = histogram_of(input.inner, 0, middle);
  const auto right = histogram_of(input.inner, middle, input.inner.width);
  double common = 0;
  for (std::size_t i = 0; i < left.size(); ++i) common += std::min(left[i], right[i]);
  return measured(common);
}

}  // namespace truename::face::quality
