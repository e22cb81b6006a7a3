#include <algorithm>
#include <array>
#include <cmath>

#include "face/align.h"
#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

struct Range {
  double low = 0;
  double high = 0;
};
// Skin of every tone in white light lies here: red and yellow, in various lightness.
constexpr Range kA = {3, 26};
constexpr Range kB = {3, 35};

double linear(double level) {  // sRGB, IEC 61966-2-1
  const double value = level / 255;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double root(double value) {
  return value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116;
}

double outside(double value, const Range& range) {
  return std::max({0.0, range.low - value, value - range.high});
}

std::array<double, 3> mean_bgr(const vision::Image& aligned) {
  std::array<double, 3> sums{};
  double count = 0;
  for (int y = static_cast<int>(kInnerFace.top); y < static_cast<int>(kInnerFace.bottom); ++y) {
    for (int x = static_cast<int>(kInnerFace.left); x < static_cast<int>(kInnerFace.right); ++x) {
      const std::ptrdiff_t at = (std::ptrdiff_t{y} * kAlignedSide + x) * 3;
      for (std::size_t i = 0; i < 3; ++i) {
        sums[i] += aligned.bgr[static_cast<std::size_t>(at) + i];
      }
      ++count;
    }
  }
  for (double& sum : sums) sum /= count;
  return sums;
}

}  // namespace

Measurement natural_colour(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  if (!input.has_colour) return not_assessed("greyscale");
  const auto mean = mean_bgr(input.source.aligned);
  const double blue = linear(mean[0]), green = linear(mean[1]), red = linear(mean[2]);
  const double x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505;
  const double y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const double z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
  const double a = 500 * (root(x) - root(y));
  const double b = 200 * (root(y) - root(z));
  return measured(std::hypot(outside(a, kA), outside(b, kB)));
}

}  // namespace truename::face::quality
