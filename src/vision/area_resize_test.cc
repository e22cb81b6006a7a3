#include "vision/area_resize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace truename::vision {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels pattern(int width, int height) {
  Pixels pixels;
  for (int i = 0; i < width * height * 3; ++i) {
    pixels.push_back(static_cast<std::uint8_t>(i * 7919 % 251));
  }
  return pixels;
}

Pixels shrunk(const Pixels& from, int width, int height, int to_width, int to_height) {
  Pixels out(static_cast<std::size_t>(to_width) * static_cast<std::size_t>(to_height) * 3);
  area_resize({from.data(), static_cast<std::size_t>(width) * 3, width, height}, out.data(),
              to_width, to_height);
  return out;
}

// By its definition: every source pixel times the area that it shares with the target pixel.
double mean_of_area(const Pixels& from, int width, int height, double left, double top,
                    double right, double bottom, int channel) {
  double sum = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double across = std::min(right, x + 1.0) - std::max(left, static_cast<double>(x));
      const double down = std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y));
      if (across <= 0 || down <= 0) continue;
      sum += across * down * from[static_cast<std::size_t>((y * width + x) * 3 + channel)];
    }
  }
  return sum / ((right - left) * (bottom - top));
}

TEST(AreaResize, each_pixel_is_the_mean_of_what_it_covers) {
  const int sizes[][4] = {{30, 20, 10, 5}, {31, 23, 7, 9}, {17, 17, 16, 1}, {9, 40, 9, 13}};
  for (const auto& [width, height, to_width, to_height] : sizes) {
    const Pixels from = pattern(width, height);
    const Pixels out = shrunk(from, width, height, to_width, to_height);
    const double across = static_cast<double>(width) / to_width;
    const double down = static_cast<double>(height) / to_height;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const int channel = static_cast<int>(i % 3);
      const int x = static_cast<int>(i / 3) % to_width;
      const int y = static_cast<int>(i / 3) / to_width;
      const double expected = mean_of_area(from, width, height, x * across, y * down,
                                           (x + 1) * across, (y + 1) * down, channel);
      ASSERT_NEAR(out[i], expected, 0.501) << width << "x" << height << " at " << i;
    }
  }
}

TEST(AreaResize, one_colour_stays_that_colour) {
  for (const int value : {0, 1, 127, 255}) {
    const Pixels from(97 * 61 * 3, static_cast<std::uint8_t>(value));
    for (const std::uint8_t pixel : shrunk(from, 97, 61, 13, 11)) ASSERT_EQ(pixel, value);
  }
}

TEST(AreaResize, the_same_size_changes_nothing) {
  const Pixels from = pattern(19, 7);
  EXPECT_EQ(shrunk(from, 19, 7, 19, 7), from);
}

}  // namespace
}  // namespace truename::vision
