#include <algorithm>
#include <array>
#include <cmath>

#include "face/quality/components.h"

namespace truename::face::quality {
namespace {

constexpr float kSide = 256;  // pixels; a larger part of the face says nothing more
constexpr std::size_t kBlock = 8;
constexpr double kSharpest = 0.05;  // grey levels; a mean step below is a flat picture

// Mean absolute step between neighbours, by the place of the step in blocks of eight.
using Steps = std::array<double, kBlock>;

Steps steps_along(const Grey& grey, int dx, int dy) {
  Steps sums{};
  std::array<int, kBlock> counts{};
  for (int y = 0; y + dy < grey.height; ++y) {
    for (int x = 0; x + dx < grey.width; ++x) {
      const auto phase = static_cast<std::size_t>(dx > 0 ? x : y) % kBlock;
      sums[phase] += std::abs(grey.at(x + dx, y + dy) - grey.at(x, y));
      ++counts[phase];
    }
  }
  for (std::size_t i = 0; i < kBlock; ++i) sums[i] /= std::max(1, counts[i]);
  return sums;
}

// The step of the largest phase over the middle one: turned and cut pictures shift their grid.
double peak(Steps steps) {
  std::sort(steps.begin(), steps.end());
  return steps.back() / ((steps[3] + steps[4]) / 2);
}

Grey middle_of_face(const Source& source) {
  const float x = (source.box.left + source.box.right) / 2;
  const float y = (source.box.top + source.box.bottom) / 2;
  const float wide = std::min(source.box.width(), kSide) / 2;
  const float high = std::min(source.box.height(), kSide) / 2;
  const vision::Image cut = vision::crop(source.picture, {x - wide, y - high, x + wide, y + high});
  if (cut.empty()) return {};
  return {cut.width, cut.height, vision::to_grey(cut)};
}

}  // namespace

Measurement compression_artifacts(const Input& input) {
  if (!input.pixels_unusable.empty()) return not_assessed(input.pixels_unusable);
  const Grey grey = middle_of_face(input.source);
  constexpr int kBlocksMinimum = 4;
  const int side = std::min(grey.width, grey.height);
  if (side < kBlocksMinimum * static_cast<int>(kBlock)) return not_assessed("face_too_small");
  const Steps across = steps_along(grey, 1, 0);
  const Steps down = steps_along(grey, 0, 1);
  const double least = std::min(*std::min_element(across.begin(), across.end()),
                                *std::min_element(down.begin(), down.end()));
  if (least < kSharpest) return not_assessed("no_texture");
  return measured((peak(across) + peak(down)) / 2);
}

}  // namespace truename::face::quality
