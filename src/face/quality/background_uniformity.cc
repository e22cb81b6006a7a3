#include <algorithm>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

constexpr int kGridSide = 64;      // places along the picture's longer side
constexpr int kStepsMinimum = 60;  // fewer places are no background to judge

// Of one pixel, near enough to BT.601; the grid needs no more.
int grey_at(const vision::Image& picture, int x, int y) {
  const std::uint8_t* const pixel =
      picture.bgr.data() + (std::ptrdiff_t{y} * picture.width + x) * 3;
  return (pixel[0] * 29 + pixel[1] * 150 + pixel[2] * 77) / 256;
}

// Head with hair and ears; below it are shoulders, which are no background either.
vision::Box head_of(const vision::Box& face) {
  return {face.left - face.width() * 0.35F, face.top - face.height() * 0.5F,
          face.right + face.width() * 0.35F, face.bottom};
}

}  // namespace

Measurement background_uniformity(const Input& input) {
  if (!input.points_unusable.empty()) return not_assessed(input.points_unusable);
  const vision::Image& picture = input.source.picture;
  const vision::Box head = head_of(input.source.box);
  const int step = std::max(1, std::max(picture.width, picture.height) / kGridSide);
  const int bottom = std::min(picture.height, static_cast<int>(head.bottom));
  double squares = 0;
  int steps = 0;
  for (int y = 0; y < bottom; y += step) {
    for (int x = 0; x + step < picture.width; x += step) {
      const auto from = static_cast<float>(x);
      const auto to = static_cast<float>(x + step);
      const bool beside = to < head.left || from > head.right;
      if (!beside && static_cast<float>(y) > head.top) continue;
      const double rise = grey_at(picture, x + step, y) - grey_at(picture, x, y);
      squares += rise * rise;
      ++steps;
    }
  }
  if (steps < kStepsMinimum) return not_assessed("no_background");
  return measured(squares / steps);
}

}  // namespace truename::face::quality
