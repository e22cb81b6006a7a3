#include "tools/match/resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "face/align.h"

namespace truename::match {
namespace {

using vision::Image;
using Pixel = std::array<double, 3>;

Pixel at(const Image& picture, int x, int y) {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return {};
  const std::uint8_t* const first =
      picture.bgr.data() + (static_cast<std::size_t>(y) * picture.width + x) * 3;
  return {static_cast<double>(first[0]), static_cast<double>(first[1]),
          static_cast<double>(first[2])};
}

// Weights of the four pixels around a place `part` of the way from the second to the third.
std::array<double, 4> catmull_rom(double part) {
  const double square = part * part;
  const double cube = square * part;
  return {(-cube + 2 * square - part) / 2, (3 * cube - 5 * square + 2) / 2,
          (-3 * cube + 4 * square + part) / 2, (cube - square) / 2};
}

std::array<double, 4> bilinear(double part) { return {0, 1 - part, part, 0}; }

using Kernel = std::array<double, 4> (*)(double);

Pixel sample(const Image& picture, vision::Point place, Kernel kernel) {
  const double left = std::floor(place.x);
  const double top = std::floor(place.y);
  const auto across = kernel(place.x - left);
  const auto down = kernel(place.y - top);
  Pixel sum{};
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      const double weight = across[column] * down[row];
      if (weight == 0) continue;
      const Pixel pixel =
          at(picture, static_cast<int>(left) + column - 1, static_cast<int>(top) + row - 1);
      for (int c = 0; c < 3; ++c) sum[c] += weight * pixel[c];
    }
  }
  return sum;
}

// `offsets` are where in a pixel of the aligned face samples are taken, from its middle.
Image aligned_by(const Image& picture, const face::FivePoints& five, Kernel kernel,
                 const std::vector<vision::Point>& offsets) {
  const auto& aligned = face::kAlignedPoints;
  // From the aligned face to the picture.
  const vision::Affine back = vision::fit_similarity(
      {aligned.begin(), aligned.end()},
      {five.left_eye, five.right_eye, five.nose, five.mouth_left, five.mouth_right});
  Image out{face::kAlignedSide, face::kAlignedSide, {}};
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      Pixel sum{};
      for (const vision::Point& offset : offsets) {
        const double u = x + static_cast<double>(offset.x);
        const double v = y + static_cast<double>(offset.y);
        const Pixel pixel = sample(picture,
                                   {static_cast<float>(back[0] * u + back[1] * v + back[2]),
                                    static_cast<float>(back[3] * u + back[4] * v + back[5])},
                                   kernel);
        for (int c = 0; c < 3; ++c) sum[c] += pixel[c] / static_cast<double>(offsets.size());
      }
      for (const double value : sum) {
        out.bgr.push_back(static_cast<std::uint8_t>(std::clamp(std::round(value), 0.0, 255.0)));
      }
    }
  }
  return out;
}

}  // namespace

Image aligned_cubic(const Image& picture, const face::FivePoints& points) {
  return aligned_by(picture, points, catmull_rom, {{0, 0}});
}

Image aligned_averaged(const Image& picture, const face::FivePoints& points) {
  return aligned_by(picture, points, bilinear,
                    {{-.25F, -.25F}, {.25F, -.25F}, {-.25F, .25F}, {.25F, .25F}});
}

Image stretched(Image aligned) {
  const Image middle = vision::crop(aligned, {24, 32, 88, 108});
  std::vector<std::uint8_t> grey = vision::to_grey(middle);
  std::sort(grey.begin(), grey.end());
  const double low = grey[grey.size() / 100];
  const double high = grey[grey.size() - 1 - grey.size() / 100];
  if (high - low < 16) return aligned;
  for (std::uint8_t& value : aligned.bgr) {
    const double wide = 5 + (value - low) * 245 / (high - low);
    value = static_cast<std::uint8_t>(std::clamp(std::round(wide), 0.0, 255.0));
  }
  return aligned;
}

}  // namespace truename::match
