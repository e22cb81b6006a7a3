#include "face/align.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace truename::face {
namespace {

const std::vector<vision::Point> kTemplate(kAlignedPoints.begin(), kAlignedPoints.end());
// Bilinear warping reads 2x2 pixels: below this scale it would skip some.
constexpr double kWarpScaleMinimum = 0.5;
// Beyond any face we could use; keeps hostile points from asking for a huge or empty cut.
constexpr double kWarpScaleLimit = 20;

double scale_of(const vision::Affine& transform) { return std::hypot(transform[0], transform[3]); }

// The part of the picture that the aligned face is taken from: its four corners, taken back, with a
// pixel of the aligned face to spare for what bilinear warping reads beyond.
vision::Box source_box(const vision::Affine& to_template, double scale) {
  const double cosine = to_template[0] / scale;
  const double sine = to_template[3] / scale;
  vision::Box box{1e9F, 1e9F, -1e9F, -1e9F};
  for (const double x : {-1.0, kAlignedSide + 1.0}) {
    for (const double y : {-1.0, kAlignedSide + 1.0}) {
      const double dx = (x - to_template[2]) / scale;
      const double dy = (y - to_template[5]) / scale;
      const auto left = static_cast<float>(cosine * dx + sine * dy);
      const auto top = static_cast<float>(cosine * dy - sine * dx);
      box = {std::min(box.left, left), std::min(box.top, top), std::max(box.right, left),
             std::max(box.bottom, top)};
    }
  }
  return {std::floor(box.left), std::floor(box.top), std::ceil(box.right), std::ceil(box.bottom)};
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
  const vision::Affine to_template = vision::fit_similarity(points, kTemplate);
  const double scale = scale_of(to_template);
  if (!(scale > 0 && scale < kWarpScaleLimit)) return {};
  if (scale >= kWarpScaleMinimum) return warp_to_template(picture, points);

  vision::Box box = source_box(to_template, scale);
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
