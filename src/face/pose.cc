#include "face/pose.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace truename::face {
namespace {

using Vector3 = std::array<double, 3>;

struct ModelPoint {
  std::size_t landmark;
  Vector3 place;  // x right, y down, z away from the camera, when the head faces the camera
};

// Rigid points of an average adult head, in units of half the distance between the outer eye
// corners; mouth corners and chin are left out because they move with the expression.
constexpr ModelPoint kHead[] = {
    {36, {-1.00, 0.00, 0.00}},  {39, {-0.38, 0.02, -0.13}}, {42, {0.38, 0.02, -0.13}},
    {45, {1.00, 0.00, 0.00}},   {27, {0.00, -0.06, -0.40}}, {30, {0.00, 0.80, -0.78}},
    {31, {-0.33, 0.98, -0.36}}, {33, {0.00, 1.04, -0.52}},  {35, {0.33, 0.98, -0.36}}};

Vector3 cross(const Vector3& a, const Vector3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector3 centre_of_head() {
  Vector3 sum{};
  for (const ModelPoint& point : kHead) {
    for (std::size_t i = 0; i < 3; ++i) sum[i] += point.place[i] / std::size(kHead);
  }
  return sum;
}

// Solves the symmetric 3x3 system `rows` * x = right by Cramer's rule.
Vector3 solve(const std::array<Vector3, 3>& rows, const Vector3& right) {
  const double determinant = dot(rows[0], cross(rows[1], rows[2]));
  return {dot(right, cross(rows[1], rows[2])) / determinant,
          dot(right, cross(rows[2], rows[0])) / determinant,
          dot(right, cross(rows[0], rows[1])) / determinant};
}

}  // namespace

// Scaled orthographic camera: picture = s * (first two rows of R) * head + shift. The two rows are
// found by least squares, then their lengths and the angles between the axes are read off.
Pose estimate_pose(const Landmarks& landmarks) {
  const Vector3 centre = centre_of_head();
  double mean_x = 0, mean_y = 0;
  for (const ModelPoint& point : kHead) {
    mean_x += landmarks[point.landmark].x / std::size(kHead);
    mean_y += landmarks[point.landmark].y / std::size(kHead);
  }
  std::array<Vector3, 3> moments{};
  Vector3 with_x{}, with_y{};
  for (const ModelPoint& point : kHead) {
    Vector3 place = point.place;
    for (std::size_t i = 0; i < 3; ++i) place[i] -= centre[i];
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t k = 0; k < 3; ++k) moments[i][k] += place[i] * place[k];
      with_x[i] += place[i] * (landmarks[point.landmark].x - mean_x);
      with_y[i] += place[i] * (landmarks[point.landmark].y - mean_y);
    }
  }
  const Vector3 row_x = solve(moments, with_x);
  const Vector3 row_y = solve(moments, with_y);
  const double scale = (std::sqrt(dot(row_x, row_x)) + std::sqrt(dot(row_y, row_y))) / 2;
  if (!(scale > 0)) return {90, 90, 0};  // all points in one place: no pose anyone could accept
  // The nose points along -z of the head: its picture place is minus the third column.
  const double yaw = std::asin(std::clamp(-row_x[2] / scale, -1.0, 1.0));
  const double pitch = std::asin(std::clamp(row_y[2] / scale, -1.0, 1.0));
  const double roll = std::atan2(row_y[0], row_x[0]);
  constexpr double kDegrees = 180 / 3.14159265358979323846;
  return {static_cast<float>(yaw * kDegrees), static_cast<float>(pitch * kDegrees),
          static_cast<float>(roll * kDegrees)};
}

}  // namespace truename::face
