#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "face/align.h"
#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

struct Place {
  int x = 0;  // pixels of the aligned face
  int y = 0;
};
// Skin of an unobstructed face: forehead, nose, cheeks, beside the mouth, upper lip and chin.
constexpr Place kPlaces[] = {{56, 32}, {56, 58}, {56, 70}, {34, 72}, {78, 72},
                             {34, 90}, {78, 90}, {56, 82}, {56, 106}};
constexpr int kReach = 3;              // pixels to each side of a place
constexpr double kDark = 20;           // mean level below which chroma is noise
constexpr double kOtherColour = 0.05;  // of the sum of both chroma parts; lips stay below
constexpr std::size_t kPlacesMinimum = 6;

struct Chroma {
  double red = 0;  // part of the sum of the three channels
  double blue = 0;
};

std::vector<Chroma> chroma_of(const vision::Image& aligned) {
  std::vector<Chroma> out;
  for (const Place& place : kPlaces) {
    double red = 0, green = 0, blue = 0;
    for (int y = place.y - kReach; y <= place.y + kReach && y < kAlignedSide; ++y) {
      const std::uint8_t* pixel =
          aligned.bgr.data() + (std::ptrdiff_t{y} * aligned.width + place.x - kReach) * 3;
      for (int x = -kReach; x <= kReach; ++x, pixel += 3) {
        blue += pixel[0];
        green += pixel[1];
        red += pixel[2];
      }
    }
    const double sum = red + green + blue;
    const double pixels = (2 * kReach + 1) * (2 * kReach + 1);
    if (sum >= kDark * 3 * pixels) out.push_back({red / sum, blue / sum});
  }
  return out;
}

double middle(const std::vector<Chroma>& all, double Chroma::* part) {
  std::vector<double> values;
  for (const Chroma& one : all) values.push_back(one.*part);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

Measurement face_occlusion_prevention(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  if (!input.has_colour) return not_assessed("greyscale");
  const std::vector<Chroma> places = chroma_of(input.source.aligned);
  if (places.size() < kPlacesMinimum) return not_assessed("too_dark");
  const double red = middle(places, &Chroma::red);
  const double blue = middle(places, &Chroma::blue);
  const auto alike = std::count_if(places.begin(), places.end(), [&](const Chroma& one) {
    return std::abs(one.red - red) + std::abs(one.blue - blue) < kOtherColour;
  });
  return measured(static_cast<double>(alike) / static_cast<double>(places.size()));
}

}  // namespace truename::face::quality
