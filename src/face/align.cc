#include "face/align.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace truename::face {
namespace {

const std::vector<vision::Point> kTemplate = {{38.2946F, 51.6963F},
                                              {73.5318F, 51.5014F},
                                              {56.0252F, 71.7366F},
                                              {41.5493F, 92.3655F},
                                              {70.7299F, 92.2041F}};
// Bilinear warping reads 2x2 pixels: below this scale it would skip some.
constexpr double kWarpScaleMinimum = 0.5;
// Beyond any face we could use; keeps hostile points from asking for a huge or empty cut.
constexpr double kWarpScaleLimit = 20;

double scale_of(const vision::Affine& transform) { return std::hypot(transform[0], transform[3]); }

// The square of the picture that the aligned face is taken from, with a margin for its rotation.
vision::Box source_box(const std::vector<vision::Point>& points, double scale) {
  const float reach = static_cast<float>(kAlignedSide / scale);
  const vision::Point& nose = points[2];
  return {std::floor(nose.x - reach), std::floor(nose.y - reach), std::ceil(nose.x + reach),
          std::ceil(nose.y + reach)};
}

vision::Image warp_to_template(const vision::Image& picture,
                               const std::vector<vision::Point>& points) {
  return vision::warp(picture, vision::fit_similarity(points, kTemplate), kAlignedSide,
                      kAlignedSide);
}

}  // namespace

vision::Image align(const vision::Image& picture, const FivePoints& five) {
  std::vector<vision::Point> points = {five.left_eye, five.right_eye, five.nose, five.mouth_left,
                                       five.mouth_right};
  const double scale = scale_of(vision::fit_similarity(points, kTemplate));
  if (!(scale > 0 && scale < kWarpScaleLimit)) return {};
  if (scale >= kWarpScaleMinimum) return warp_to_template(picture, points);

  vision::Box box = source_box(points, scale);
  const vision::Image cut = vision::crop(picture, box);
  if (cut.empty()) return {};
  box.left = std::max(box.left, 0.0F);  // as crop clamped it
  box.top = std::max(box.top, 0.0F);
  // Halfway between the cut and the template, so that the warp below still reads every pixel.
  const double shrink = scale / kWarpScaleMinimum;
  const int width = std::max(1, static_cast<int>(std::lround(cut.width * shrink)));
  const int height = std::max(1, static_cast<int>(std::lround(cut.height * shrink)));
  const float x_factor = static_cast<float>(width) / static_cast<float>(cut.width);
  const float y_factor = static_cast<float>(height) / static_cast<float>(cut.height);
  for (vision::Point& point : points) {
    point = {(point.x - box.left) * x_factor, (point.y - box.top) * y_factor};
  }
  return warp_to_template(vision::resize(cut, width, height), points);
}

}  // namespace truename::face
