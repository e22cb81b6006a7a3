#include "face/capture/solid.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "face/capture/turn.h"

namespace truename::face {
namespace {

// Near enough to one plane, and with little expression: outer and inner eye corners, mouth corners.
constexpr std::size_t kPlane[] = {36, 39, 42, 45, 48, 54};
// Bridge to tip: what stands out of that plane, and slides when the head turns.
constexpr std::size_t kNose[] = {28, 29, 30};

// An average head shows .009 of nose shift a degree (rendered heads .0078 and more), so .11 at the
// turn asked; flat pictures, tilted as far as a face is still found, showed at most .04. About half
// way, in favour of the person: short noses turn further.
constexpr double kNoseShiftMinimum = 0.065;
// The same of the residual: heads .054 and more, flat pictures at most .022.
constexpr double kResidualMinimum = 0.035;

// Narrowed like a turn of 25 degrees, and yet not turned: a flat picture, tilted. Heads at rest and
// on the way to a turn stay above .95.
constexpr double kNarrowed = 0.88;
constexpr int kNarrowedFrames = 3;

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

vision::Homography homography(const Landmarks& from, const Landmarks& to,
                              std::span<const std::size_t> which) {
  std::vector<vision::Point> a, b;
  for (const std::size_t i : which) {
    a.push_back(from[i]);
    b.push_back(to[i]);
  }
  return vision::fit_homography(a, b);
}

}  // namespace

Solidity solidity(const Landmarks& rest, const Landmarks& turned) {
  const double unit = std::max(1.0F, inter_eye_distance_px(five_points(turned)));
  Solidity out;
  const vision::Homography plane = homography(rest, turned, kPlane);
  for (const std::size_t i : kNose) {
    const vision::Point carried = vision::project(plane, rest[i]);
    out.nose_shift += (turned[i].x - carried.x) / unit / std::size(kNose);
  }
  const vision::Homography all =
      vision::fit_homography({rest.begin(), rest.end()}, {turned.begin(), turned.end()});
  double sum = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const vision::Point carried = vision::project(all, rest[i]);
    sum += std::pow((turned[i].x - carried.x) / unit, 2);
    sum += std::pow((turned[i].y - carried.y) / unit, 2);
  }
  out.residual = std::sqrt(sum / static_cast<double>(rest.size()));
  return out;
}

double narrowness(const Landmarks& landmarks) {
  constexpr std::size_t kNoseBase = 33;
  const FivePoints points = five_points(landmarks);
  const double x = (points.left_eye.x + points.right_eye.x) / 2 - landmarks[kNoseBase].x;
  const double y = (points.left_eye.y + points.right_eye.y) / 2 - landmarks[kNoseBase].y;
  return inter_eye_distance_px(points) / std::max(1.0, std::hypot(x, y));
}

void SolidLayer::add(const SeenFace& face, double turned_deg) {
  if (!rest_ || std::abs(turned_deg) < std::abs(rest_->turned_deg)) {
    rest_ = {turned_deg, face.landmarks};
    rest_narrowness_ = narrowness(face.landmarks);
  }
  if (std::abs(turned_deg) < kTurnDeg) {
    if (narrowness(face.landmarks) < kNarrowed * rest_narrowness_) ++narrowed_flat_;
    return;
  }
  std::vector<Kept>& way = turned_deg > 0 ? left_ : right_;
  way.push_back({turned_deg, face.landmarks});
  std::sort(way.begin(), way.end(), [](const Kept& a, const Kept& b) {
    return std::abs(a.turned_deg) > std::abs(b.turned_deg);
  });
  if (way.size() > kKept) way.pop_back();
}

std::vector<Solidity> SolidLayer::figures() const {
  std::vector<Solidity> out;
  for (const std::vector<Kept>* way : {&left_, &right_}) {
    if (way->empty() || !rest_) continue;
    std::vector<double> shifts, residuals;
    for (const Kept& one : *way) {
      const Solidity seen = solidity(rest_->landmarks, one.landmarks);
      shifts.push_back(one.turned_deg > 0 ? seen.nose_shift : -seen.nose_shift);
      residuals.push_back(seen.residual);
    }
    out.push_back({median_of(std::move(shifts)), median_of(std::move(residuals))});
  }
  return out;
}

domain::CaptureLayer SolidLayer::result() const {
  if (narrowed_flat_ >= kNarrowedFrames) return {domain::LayerStatus::failed, "flat"};
  const std::vector<Solidity> ways = figures();
  if (ways.empty()) return {domain::LayerStatus::not_assessed, "no_turn"};
  const bool solid = std::all_of(ways.begin(), ways.end(), [](const Solidity& way) {
    return way.nose_shift >= kNoseShiftMinimum && way.residual >= kResidualMinimum;
  });
  if (!solid) return {domain::LayerStatus::failed, "flat"};
  return {domain::LayerStatus::passed, ""};
}

}  // namespace truename::face
