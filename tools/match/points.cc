#include "tools/match/points.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

#include "base/check.h"
#include "face/align.h"
#include "tools/match/degrade.h"

namespace truename::match {
namespace {

using face::FivePoints;
using face::Landmarks;
using vision::Box;
using vision::Image;

struct Scene {
  const face::Landmarker& landmarker;
  const Image& picture;
  const Box& box;
  const Landmarks& found;
};
using Found = std::optional<FivePoints>;
using Way = std::function<Found(const Scene&)>;

// Around the points, `margin` of the width and height wider on each side.
Box box_around(const Landmarks& points, float margin) {
  const auto [left, right] = std::minmax_element(
      points.begin(), points.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(
      points.begin(), points.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
  const float x = (right->x - left->x) * margin;
  const float y = (bottom->y - top->y) * margin;
  return {left->x - x, top->y - y, right->x + x, bottom->y + y};
}

Box moved(const Box& box, float x_part, float y_part) {
  const float x = box.width() * x_part;
  const float y = box.height() * y_part;
  return {box.left + x, box.top + y, box.right + x, box.bottom + y};
}

Box square(const Box& box) {
  const float half = std::max(box.width(), box.height()) / 2;
  const float x = (box.left + box.right) / 2;
  const float y = (box.top + box.bottom) / 2;
  return {x - half, y - half, x + half, y + half};
}

Found look(const Scene& scene, const Box& box) {
  const auto points = scene.landmarker.look(scene.picture, box);
  if (!points) return std::nullopt;
  return face::five_points(*points);
}

using Member = vision::Point FivePoints::*;
constexpr std::array<Member, 5> kMembers = {&FivePoints::left_eye, &FivePoints::right_eye,
                                            &FivePoints::nose, &FivePoints::mouth_left,
                                            &FivePoints::mouth_right};

Found mean(const std::vector<Found>& all) {
  FivePoints sum;
  for (const Found& one : all) {
    if (!one) return std::nullopt;
    for (const Member member : kMembers) {
      (sum.*member).x += ((*one).*member).x / static_cast<float>(all.size());
      (sum.*member).y += ((*one).*member).y / static_cast<float>(all.size());
    }
  }
  return sum;
}

// The last look, in boxes that differ a little.
Found mean_of_looks(const Scene& scene, const std::vector<Box>& boxes) {
  std::vector<Found> all;
  for (const Box& box : boxes) all.push_back(look(scene, box));
  return mean(all);
}

// The same place in the mirror image, and what was found there mirrored back.
Found look_mirrored(const Scene& scene) {
  const auto width = static_cast<float>(scene.picture.width);
  const Box box = box_around(scene.found, 0.05F);
  const auto points = scene.landmarker.look(
      mirror(scene.picture), {width - box.right, box.top, width - box.left, box.bottom});
  if (!points) return std::nullopt;
  const FivePoints seen = face::five_points(*points);
  const auto back = [&](vision::Point point) {
    return vision::Point{width - 1 - point.x, point.y};
  };
  return FivePoints{back(seen.right_eye), back(seen.left_eye), back(seen.nose),
                    back(seen.mouth_right), back(seen.mouth_left)};
}

// All of them by so many inter-eye distances; down and right are positive.
FivePoints shifted(const FivePoints& points, float x_part, float y_part) {
  const float eyes = face::inter_eye_distance_px(points);
  FivePoints out = points;
  for (const Member member : kMembers) {
    (out.*member).x += x_part * eyes;
    (out.*member).y += y_part * eyes;
  }
  return out;
}

// The nose put where the other four say, so that it has no part in the fit.
FivePoints without_nose(const FivePoints& points) {
  const auto& aligned = face::kAlignedPoints;
  const vision::Affine fit = vision::fit_similarity(
      {points.left_eye, points.right_eye, points.mouth_left, points.mouth_right},
      {aligned[0], aligned[1], aligned[3], aligned[4]});
  const double square = fit[0] * fit[0] + fit[3] * fit[3];
  if (!(square > 0)) return points;
  const double x = aligned[2].x - fit[2];
  const double y = aligned[2].y - fit[5];
  FivePoints out = points;
  out.nose = {static_cast<float>((fit[0] * x + fit[3] * y) / square),
              static_cast<float>((fit[0] * y - fit[3] * x) / square)};
  return out;
}

Found as_found(const Scene& scene) { return face::five_points(scene.found); }

const std::map<std::string, Way>& ways() {
  static const std::map<std::string, Way> all = {
      {"looked once", [](const Scene& s) { return look(s, s.box); }},
      {"looked three times", [](const Scene& s) { return look(s, box_around(s.found, 0.05F)); }},
      {"margin 0", [](const Scene& s) { return look(s, box_around(s.found, 0)); }},
      {"margin 0.1", [](const Scene& s) { return look(s, box_around(s.found, 0.1F)); }},
      {"square", [](const Scene& s) { return look(s, square(box_around(s.found, 0.05F))); }},
      {"mean of 3 margins",
       [](const Scene& s) {
         return mean_of_looks(
             s, {box_around(s.found, 0), box_around(s.found, 0.05F), box_around(s.found, 0.1F)});
       }},
      {"mean of 5 places",
       [](const Scene& s) {
         const Box box = box_around(s.found, 0.05F);
         return mean_of_looks(s, {box, moved(box, 0.04F, 0), moved(box, -0.04F, 0),
                                  moved(box, 0, 0.04F), moved(box, 0, -0.04F)});
       }},
      {"mean with the mirror image",
       [](const Scene& s) { return mean({as_found(s), look_mirrored(s)}); }},
      {"without the nose", [](const Scene& s) { return without_nose(*as_found(s)); }},
      {"face higher", [](const Scene& s) { return shifted(*as_found(s), 0, 0.04F); }},
      {"face lower", [](const Scene& s) { return shifted(*as_found(s), 0, -0.04F); }},
      {"face to the left", [](const Scene& s) { return shifted(*as_found(s), 0.04F, 0); }},
      {"face to the right", [](const Scene& s) { return shifted(*as_found(s), -0.04F, 0); }},
  };
  return all;
}

}  // namespace

const std::vector<std::string>& point_ways() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out = {"plain"};
    for (const auto& [name, way] : ways()) out.push_back(name);
    return out;
  }();
  return names;
}

bool is_point_way(const std::string& way) { return ways().contains(way); }

Found points_in(const std::string& way, const face::Landmarker& landmarker, const Image& picture,
                const Box& box, const Landmarks& found) {
  CHECK(ways().contains(way));
  return ways().at(way)({landmarker, picture, box, found});
}

}  // namespace truename::match
