#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

double laplacian_variance(const Grey& grey) {
  double sum = 0;
  double squares = 0;
  for (int y = 1; y + 1 < grey.height; ++y) {
    for (int x = 1; x + 1 < grey.width; ++x) {
      const int value = grey.at(x - 1, y) + grey.at(x + 1, y) + grey.at(x, y - 1) +
                        grey.at(x, y + 1) - 4 * grey.at(x, y);
      sum += value;
      squares += static_cast<double>(value) * value;
    }
  }
  const double count = (grey.width - 2) * (grey.height - 2);
  const double mean = sum / count;
  return squares / count - mean * mean;
}

}  // namespace

Measurement sharpness(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  // Below one level squared there is no picture of anything, only rounding.
  if (input.grey_variance < 1) return not_assessed("no_texture");
  return measured(laplacian_variance(input.inner) / input.grey_variance);
}

}  // namespace truename::face::quality
