#include "face/quality/input.h"

#include <algorithm>
#include <cmath>

#include "face/align.h"

namespace truename::face::quality {
namespace {

constexpr std::size_t kChin = 8;
constexpr std::size_t kFirstInner = 17;  // from here on brows, nose, eyes and mouth

Grey grey_of(const vision::Image& image) {
  return {image.width, image.height,
          image.empty() ? std::vector<std::uint8_t>{} : vision::to_grey(image)};
}

bool is_inside(const vision::Image& picture, const vision::Point& point) {
  return point.x >= 0 && point.y >= 0 && point.x <= static_cast<float>(picture.width) &&
         point.y <= static_cast<float>(picture.height);
}

std::string_view why_points_unusable(const Input& input) {
  const bool finite = std::isfinite(input.inter_eye_px) && std::isfinite(input.eye_to_chin_px);
  if (!finite || input.inter_eye_px < 1 || input.eye_to_chin_px < 1) return "points_degenerate";
  return {};
}

std::string_view why_pixels_unusable(const Input& input) {
  if (!input.points_unusable.empty()) return input.points_unusable;
  if (input.inner.values.empty()) return "points_degenerate";
  if (input.inter_eye_px < kInterEyeMinimumPx) return "face_too_small";
  const Landmarks& all = input.source.landmarks;
  // Outside the picture the aligned face is black, which is nobody's light.
  const bool whole = std::all_of(all.begin() + kFirstInner, all.end(), [&](const auto& point) {
    return is_inside(input.source.picture, point);
  });
  return whole ? std::string_view() : "face_cut_off";
}

// Three levels of difference are rounding of JPEG's colour, not colour.
bool shows_colour(const vision::Image& image) {
  constexpr int kGreyTolerance = 3;
  for (std::size_t i = 0; i + 2 < image.bgr.size(); i += 3) {
    const auto [low, high] = std::minmax({image.bgr[i], image.bgr[i + 1], image.bgr[i + 2]});
    if (high - low > kGreyTolerance) return true;
  }
  return false;
}

void add_light(Input& input) {
  double sum = 0;
  double squares = 0;
  for (const std::uint8_t value : input.inner.values) {
    ++input.histogram[value];
    sum += value;
    squares += static_cast<double>(value) * value;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, input.inner.values.size()));
  input.grey_mean = sum / count;
  input.grey_variance = squares / count - input.grey_mean * input.grey_mean;
}

}  // namespace

Input make_input(const Source& source) {
  const FivePoints five = five_points(source.landmarks);
  Input input{.source = source};
  input.inter_eye_px = inter_eye_distance_px(five);
  input.eyes_middle = {(five.left_eye.x + five.right_eye.x) / 2,
                       (five.left_eye.y + five.right_eye.y) / 2};
  const vision::Point& chin = source.landmarks[kChin];
  input.eye_to_chin_px = std::hypot(chin.x - input.eyes_middle.x, chin.y - input.eyes_middle.y);
  input.pose = estimate_pose(source.landmarks);
  input.inner = grey_of(vision::crop(source.aligned, kInnerFace));
  input.has_colour = shows_colour(source.aligned);
  input.points_unusable = why_points_unusable(input);
  input.pixels_unusable = why_pixels_unusable(input);
  add_light(input);
  return input;
}

}  // namespace truename::face::quality
