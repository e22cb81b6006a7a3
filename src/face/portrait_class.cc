#include "face/portrait_class.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace truename::face {
namespace {

// Eyes, nose, mouth and cheeks, without hair and background.
constexpr vision::Box kInnerFace{24, 36, 88, 104};

double variance(const std::vector<std::uint8_t>& grey) {
  const auto count = static_cast<double>(grey.size());
  const double mean = std::accumulate(grey.begin(), grey.end(), 0.0) / count;
  const double squares =
      std::inner_product(grey.begin(), grey.end(), grey.begin(), 0.0, std::plus<>(),
                         [](double a, double b) { return a * b; });
  return squares / count - mean * mean;
}

}  // namespace

PortraitMeasures measure_portrait(double inter_eye_px, const vision::Image& aligned) {
  const vision::Image face = vision::crop(aligned, kInnerFace);
  if (face.empty()) return {inter_eye_px, 0};
  // Below one level squared there is no picture of anything, only rounding.
  const double contrast = std::max(1.0, variance(vision::to_grey(face)));
  return {inter_eye_px, vision::laplacian_variance(face) / contrast};
}

PortraitClass classify(const PortraitMeasures& portrait, const PoorPortraitLimits& limits) {
  // Also no number at all is poor.
  const bool clear =
      portrait.inter_eye_px >= limits.inter_eye_px && portrait.sharpness >= limits.sharpness;
  return clear ? PortraitClass::clear : PortraitClass::poor;
}

}  // namespace truename::face
