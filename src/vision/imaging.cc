#include "vision/imaging.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "base/check.h"
#include "vision/area_resize.h"

namespace truename::vision {
namespace {

// OpenCV's matrices over our pixels, without a copy; never written through when const.
cv::Mat view(const Image& image) {
  return {image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.bgr.data())};
}

Image blank(int width, int height) {
  CHECK(width > 0 && height > 0);
  Image image{width, height, {}};
  image.bgr.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return image;
}

template <std::size_t kCount>
cv::Mat matrix(const std::array<double, kCount>& values) {
  cv::Mat out(static_cast<int>(kCount / 3), 3, CV_64F);
  std::copy(values.begin(), values.end(), out.ptr<double>());
  return out;
}

Homography values(const cv::Mat& matrix) {
  Homography out;
  std::copy_n(matrix.ptr<double>(), out.size(), out.begin());
  return out;
}

cv::Mat grey_of(const Image& image) {
  cv::Mat grey;
  cv::cvtColor(view(image), grey, cv::COLOR_BGR2GRAY);
  return grey;
}

// Moves the centroid to the origin and the mean distance to sqrt(2): without it the normal
// equations of the DLT lose half their digits (Hartley 1997).
cv::Matx33d normaliser(const std::vector<Point>& points) {
  double x = 0;
  double y = 0;
  for (const Point& point : points) {
    x += point.x;
    y += point.y;
  }
  const auto count = static_cast<double>(points.size());
  x /= count;
  y /= count;
  double distance = 0;
  for (const Point& point : points) distance += std::hypot(point.x - x, point.y - y);
  const double scale = distance > 0 ? std::sqrt(2.0) * count / distance : 1;
  return {scale, 0, -scale * x, 0, scale, -scale * y, 0, 0, 1};
}

}  // namespace

Image resize(const Image& image, int width, int height) {
  Image out = blank(width, height);
  cv::Mat target = view(out);
  const bool shrinks = image.width > 2 * width || image.height > 2 * height;
  if (shrinks && image.width >= width && image.height >= height) {
    area_resize(
        {image.bgr.data(), static_cast<std::size_t>(image.width) * 3, image.width, image.height},
        out.bgr.data(), width, height);
    return out;
  }
  cv::resize(view(image), target, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  return out;
}

Image crop(const Image& image, const Box& box) {
  const int left = std::clamp(static_cast<int>(std::lround(box.left)), 0, image.width);
  const int top = std::clamp(static_cast<int>(std::lround(box.top)), 0, image.height);
  const int right = std::clamp(static_cast<int>(std::lround(box.right)), 0, image.width);
  const int bottom = std::clamp(static_cast<int>(std::lround(box.bottom)), 0, image.height);
  if (right <= left || bottom <= top) return {};
  Image out = blank(right - left, bottom - top);
  cv::Mat target = view(out);
  view(image)(cv::Rect(left, top, right - left, bottom - top)).copyTo(target);
  return out;
}

Image on_black(const Image& image, int width, int height) {
  Image out = blank(width, height);
  const std::size_t row = static_cast<std::size_t>(std::min(image.width, width)) * 3;
  for (int y = 0; y < std::min(image.height, height); ++y) {
    const auto line = static_cast<std::size_t>(y);
    std::copy_n(image.bgr.data() + line * static_cast<std::size_t>(image.width) * 3, row,
                out.bgr.data() + line * static_cast<std::size_t>(width) * 3);
  }
  return out;
}

Image warp(const Image& image, const Affine& transform, int width, int height) {
  Image out = blank(width, height);
  cv::Mat target = view(out);
  cv::warpAffine(view(image), target, matrix(transform), target.size());
  return out;
}

Image warp(const Image& image, const Homography& transform, int width, int height) {
  Image out = blank(width, height);
  cv::Mat target = view(out);
  cv::warpPerspective(view(image), target, matrix(transform), target.size());
  return out;
}

Image rotate_half_turn(const Image& image) { return rotate_quarter_turns(image, 2); }

Image rotate_quarter_turns(const Image& image, int clockwise_quarters) {
  const int quarters = ((clockwise_quarters % 4) + 4) % 4;
  if (quarters == 0) return image;
  Image out = quarters == 2 ? blank(image.width, image.height) : blank(image.height, image.width);
  cv::Mat target = view(out);
  constexpr cv::RotateFlags kTurns[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180,
                                        cv::ROTATE_90_COUNTERCLOCKWISE};
  cv::rotate(view(image), target, kTurns[quarters - 1]);
  return out;
}

// Closed form: with both sets centred, a rotation with scale is one complex number.
Affine fit_similarity(const std::vector<Point>& from, const std::vector<Point>& to) {
  CHECK(from.size() == to.size() && from.size() >= 2);
  const auto count = static_cast<double>(from.size());
  double from_x = 0, from_y = 0, to_x = 0, to_y = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    from_x += from[i].x / count;
    from_y += from[i].y / count;
    to_x += to[i].x / count;
    to_y += to[i].y / count;
  }
  double along = 0, across = 0, spread = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double ax = from[i].x - from_x, ay = from[i].y - from_y;
    const double bx = to[i].x - to_x, by = to[i].y - to_y;
    along += ax * bx + ay * by;
    across += ax * by - ay * bx;
    spread += ax * ax + ay * ay;
  }
  if (spread <= 0) return {};
  const double a = along / spread, b = across / spread;
  return {a, -b, to_x - a * from_x + b * from_y, b, a, to_y - b * from_x - a * from_y};
}

Homography fit_homography(const std::vector<Point>& from, const std::vector<Point>& to) {
  CHECK(from.size() == to.size());
  if (from.size() < 4) return {};
  const cv::Matx33d from_normaliser = normaliser(from);
  const cv::Matx33d to_normaliser = normaliser(to);
  cv::Mat equations(static_cast<int>(from.size()) * 2, 9, CV_64F, cv::Scalar(0));
  for (std::size_t i = 0; i < from.size(); ++i) {
    const cv::Vec3d a = from_normaliser * cv::Vec3d(from[i].x, from[i].y, 1);
    const cv::Vec3d b = to_normaliser * cv::Vec3d(to[i].x, to[i].y, 1);
    double* const first = equations.ptr<double>(static_cast<int>(2 * i));
    double* const second = equations.ptr<double>(static_cast<int>(2 * i + 1));
    for (int k = 0; k < 3; ++k) {
      first[k] = a[k];
      first[6 + k] = -b[0] * a[k];
      second[3 + k] = a[k];
      second[6 + k] = -b[1] * a[k];
    }
  }
  const cv::SVD parts(equations, cv::SVD::FULL_UV);
  // Rank below eight: points on a line fit many homographies, and none can be trusted.
  if (parts.w.at<double>(7) < 1e-9 * parts.w.at<double>(0)) return {};
  const cv::Mat normalised = parts.vt.row(8).clone().reshape(1, 3);
  const cv::Mat fitted = cv::Mat(to_normaliser.inv()) * normalised * cv::Mat(from_normaliser);
  const double last = fitted.at<double>(2, 2);
  if (std::abs(last) < 1e-12 || std::abs(cv::determinant(fitted / last)) < 1e-9) return {};
  return values(fitted / last);
}

Homography inverse(const Homography& transform) { return values(matrix(transform).inv()); }

Point project(const Homography& h, Point point) {
  const double w = h[6] * point.x + h[7] * point.y + h[8];
  return {static_cast<float>((h[0] * point.x + h[1] * point.y + h[2]) / w),
          static_cast<float>((h[3] * point.x + h[4] * point.y + h[5]) / w)};
}

Tensor to_tensor(const Image& image, ChannelOrder order, const std::array<float, 3>& mean,
                 const std::array<float, 3>& scale) {
  const std::size_t plane =
      static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  Tensor tensor{{1, 3, image.height, image.width}, std::vector<float>(plane * 3)};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const std::size_t source = order == ChannelOrder::bgr ? channel : 2 - channel;
    const std::uint8_t* in = image.bgr.data() + source;
    float* const out = tensor.data.data() + channel * plane;
    const float factor = scale[channel];
    const float shift = -mean[channel] * factor;
    for (std::size_t i = 0; i < plane; ++i) out[i] = static_cast<float>(in[i * 3]) * factor + shift;
  }
  return tensor;
}

Tensor to_grey_tensor(const Image& image, float scale) {
  cv::Mat scaled;
  grey_of(image).convertTo(scaled, CV_32F, scale);
  const auto* const begin = scaled.ptr<float>();
  return {{1, 1, image.height, image.width}, {begin, begin + scaled.total()}};
}

std::vector<std::uint8_t> to_grey(const Image& image) {
  const cv::Mat grey = grey_of(image);
  return {grey.datastart, grey.dataend};
}

double laplacian_variance(const Image& image) {
  cv::Mat edges;
  cv::Laplacian(grey_of(image), edges, CV_64F);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(edges, mean, deviation);
  return deviation[0] * deviation[0];
}

std::vector<Region> find_regions(const std::vector<float>& map, int width, int height,
                                 float threshold, std::size_t limit) {
  CHECK(map.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const cv::Mat values(height, width, CV_32F, const_cast<float*>(map.data()));
  const cv::Mat bright = values > threshold;
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(bright, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
  std::vector<Region> regions;
  for (const auto& contour : contours) {
    if (regions.size() == limit) break;
    if (contour.size() < 3) continue;
    const cv::RotatedRect rectangle = cv::minAreaRect(contour);
    const cv::Rect box = cv::boundingRect(contour) & cv::Rect(0, 0, width, height);
    cv::Mat mask(box.size(), CV_8U, cv::Scalar(0));
    cv::drawContours(mask, std::vector<std::vector<cv::Point>>{contour}, 0, 255, cv::FILLED,
                     cv::LINE_8, cv::noArray(), 0, -box.tl());
    cv::Point2f corners[4];
    rectangle.points(corners);
    // Clockwise from the top left: the two leftmost of an upright text box come first and last.
    std::sort(corners, corners + 4, [](const auto& a, const auto& b) { return a.x < b.x; });
    if (corners[0].y > corners[1].y) std::swap(corners[0], corners[1]);
    if (corners[2].y > corners[3].y) std::swap(corners[2], corners[3]);
    Region region;
    region.quad = {Point{corners[0].x, corners[0].y}, Point{corners[2].x, corners[2].y},
                   Point{corners[3].x, corners[3].y}, Point{corners[1].x, corners[1].y}};
    region.mean = static_cast<float>(cv::mean(values(box), mask)[0]);
    regions.push_back(region);
  }
  return regions;
}

}  // namespace truename::vision
