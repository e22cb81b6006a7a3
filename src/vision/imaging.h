// Geometry of pixels: resize, warp, crop, and boxes of bright regions; the only face of OpenCV.
#pragma once

#include <array>
#include <vector>

#include "domain/image.h"
#include "vision/onnx.h"

namespace truename::vision {

using domain::Image;
using domain::Point;

struct Box {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  float width() const { return right - left; }
  float height() const { return bottom - top; }
};

// 2x3 row-major, source to destination.
using Affine = std::array<double, 6>;
// 3x3 row-major, source to destination.
using Homography = std::array<double, 9>;
// Clockwise from the top left.
using Quad = std::array<Point, 4>;

// Bilinear; area averaging when shrinking by more than two.
Image resize(const Image& image, int width, int height);
// Clamped to the image; may be empty.
Image crop(const Image& image, const Box& box);
// At the top left of a black picture of that size; what does not fit is cut.
Image on_black(const Image& image, int width, int height);
// Bilinear; outside pixels are black.
Image warp(const Image& image, const Affine& transform, int width, int height);
Image warp(const Image& image, const Homography& transform, int width, int height);
Image rotate_half_turn(const Image& image);
Image rotate_quarter_turns(const Image& image, int clockwise_quarters);

// The least-squares similarity (rotation, one scale, shift) that takes `from` to `to`.
Affine fit_similarity(const std::vector<Point>& from, const std::vector<Point>& to);
// Exact for four pairs, least squares (normalised DLT) for more; all zero when degenerate.
Homography fit_homography(const std::vector<Point>& from, const std::vector<Point>& to);
Homography inverse(const Homography& transform);
Point project(const Homography& transform, Point point);

enum class ChannelOrder { bgr, rgb };
// [1, 3, height, width], each channel (pixel - mean) * scale, channels in `order`.
Tensor to_tensor(const Image& image, ChannelOrder order, const std::array<float, 3>& mean,
                 const std::array<float, 3>& scale);
// [1, 1, height, width], ITU-R BT.601 grey * scale.
Tensor to_grey_tensor(const Image& image, float scale);
// One byte a pixel, BT.601.
std::vector<std::uint8_t> to_grey(const Image& image);
// Mean over the image of the squared 4-neighbour Laplacian of grey, after subtracting its mean:
// the usual sharpness figure. Unit: grey levels squared.
double laplacian_variance(const Image& image);

struct Region {
  Quad quad;       // the smallest rotated rectangle, in map pixels
  float mean = 0;  // mean map value inside
};
// Connected regions of `map` (height x width, 0..1) above `threshold`, at most `limit`.
std::vector<Region> find_regions(const std::vector<float>& map, int width, int height,
                                 float threshold, std::size_t limit);

}  // namespace truename::vision
