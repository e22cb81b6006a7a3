#include <algorithm>
#include <array>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

struct Direction {
  int dx = 0;
  int dy = 0;
  double length_squared = 1;
};
constexpr Direction kDirections[] = {{1, 0, 1}, {0, 1, 1}, {1, 1, 2}, {-1, 1, 2}};

// Energy of the second difference over that of the first: how fine the detail is, whatever its
// contrast. 0 where there is no step at all.
double fineness(const Grey& grey, const Direction& d) {
  double first = 0;
  double second = 0;
  for (int y = 1; y + 1 < grey.height; ++y) {
    for (int x = 1; x + 1 < grey.width; ++x) {
      const int here = grey.at(x, y);
      const int after = grey.at(x + d.dx, y + d.dy) - here;
      const int before = here - grey.at(x - d.dx, y - d.dy);
      first += static_cast<double>(after) * after;
      second += static_cast<double>(after - before) * (after - before);
    }
  }
  return first > 0 ? second / first / d.length_squared : 0;
}

}  // namespace

Measurement motion_blur(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  if (input.grey_variance < 1) return not_assessed("no_texture");
  std::array<double, std::size(kDirections)> all{};
  std::transform(std::begin(kDirections), std::end(kDirections), all.begin(),
                 [&](const Direction& d) { return fineness(input.inner, d); });
  const auto [least, most] = std::minmax_element(all.begin(), all.end());
  if (!(*most > 0)) return not_assessed("no_texture");
  return measured(*least / *most);
}

}  // namespace truename::face::quality
