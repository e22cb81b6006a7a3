#include "face/landmarks.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "base/check.h"

namespace truename::face {
namespace {

vision::Point mean_of(const Landmarks& landmarks, std::initializer_list<std::size_t> indices) {
  vision::Point sum;
  for (const std::size_t index : indices) {
    sum.x += landmarks[index].x;
    sum.y += landmarks[index].y;
  }
  const auto count = static_cast<float>(indices.size());
  return {sum.x / count, sum.y / count};
}

// Whole pixels inside the picture and at least one of them, as vision::crop would cut.
vision::Box clamped(const vision::Box& box, const vision::Image& picture) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  const float left = std::clamp(std::round(box.left), 0.0F, width - 1);
  const float top = std::clamp(std::round(box.top), 0.0F, height - 1);
  return {left, top, std::clamp(std::round(box.right), left + 1, width),
          std::clamp(std::round(box.bottom), top + 1, height)};
}

// Of the whole face by its points, with the margin that served best on LFW folds 1-5.
vision::Box box_around(const Landmarks& landmarks) {
  constexpr float kMargin = 0.05F;
  const auto [left, right] = std::minmax_element(
      landmarks.begin(), landmarks.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(
      landmarks.begin(), landmarks.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
  const float x_margin = (right->x - left->x) * kMargin;
  const float y_margin = (bottom->y - top->y) * kMargin;
  return {left->x - x_margin, top->y - y_margin, right->x + x_margin, bottom->y + y_margin};
}

}  // namespace

// The eye centres leave out the corners: lids move less with gaze than corners with pose.
FivePoints five_points(const Landmarks& landmarks) {
  return {.left_eye = mean_of(landmarks, {37, 38, 40, 41}),
          .right_eye = mean_of(landmarks, {43, 44, 46, 47}),
          .nose = landmarks[30],
          .mouth_left = mean_of(landmarks, {48, 60}),
          .mouth_right = mean_of(landmarks, {54, 64})};
}

float inter_eye_distance_px(const FivePoints& points) {
  return std::hypot(points.right_eye.x - points.left_eye.x, points.right_eye.y - points.left_eye.y);
}

Result<Landmarker> Landmarker::create(const vision::Manifest& manifest,
                                      const std::filesystem::path& weights) {
  return Landmarker(
      TRY(Model::create(manifest, "face_landmark", weights, {std::tuple_size_v<Landmarks> * 2})));
}

// Output: x and y of each landmark in turn, as parts of the box.
Result<Landmarks> Landmarker::look(const vision::Image& picture, const vision::Box& box) const {
  const vision::Box cut = clamped(box, picture);
  const std::vector<vision::Tensor> outputs = TRY(model_.run(vision::crop(picture, cut)));
  Landmarks landmarks;
  for (std::size_t i = 0; i < landmarks.size(); ++i) {
    landmarks[i] = {cut.left + outputs[0].data[2 * i] * cut.width(),
                    cut.top + outputs[0].data[2 * i + 1] * cut.height()};
  }
  return landmarks;
}

Result<Landmarks> Landmarker::locate(const vision::Image& picture, const vision::Box& box) const {
  CHECK(!picture.empty());
  return look(picture, box_around(TRY(look(picture, box))));
}

}  // namespace truename::face
