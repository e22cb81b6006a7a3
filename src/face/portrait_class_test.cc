#include "face/portrait_class.h"

#include <gtest/gtest.h>

#include <limits>

namespace truename::face {
namespace {

constexpr PoorPortraitLimits kLimits{.inter_eye_px = 30, .sharpness = 0.05};

vision::Image stripes(int period) {
  vision::Image image{112, 112, {}};
  for (int y = 0; y < 112; ++y) {
    for (int x = 0; x < 112; ++x) {
      const auto value = static_cast<std::uint8_t>(x / period % 2 == 0 ? 60 : 180);
      image.bgr.insert(image.bgr.end(), 3, value);
    }
  }
  return image;
}

TEST(PortraitClass, small_or_soft_is_poor_and_the_limit_itself_is_clear) {
  EXPECT_EQ(classify({30, 0.05}, kLimits), PortraitClass::clear);
  EXPECT_EQ(classify({29.9, 0.5}, kLimits), PortraitClass::poor);
  EXPECT_EQ(classify({90, 0.049}, kLimits), PortraitClass::poor);
}

TEST(PortraitClass, what_could_not_be_measured_is_poor) {
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(classify({nothing, 0.5}, kLimits), PortraitClass::poor);
  EXPECT_EQ(classify(measure_portrait(60, {}), kLimits), PortraitClass::poor);
}

TEST(PortraitClass, without_limits_nothing_is_poor) {
  EXPECT_EQ(classify({20, 0}, {}), PortraitClass::clear);
}

TEST(PortraitClass, finer_texture_is_sharper_and_a_blank_has_none) {
  EXPECT_GT(measure_portrait(60, stripes(2)).sharpness, measure_portrait(60, stripes(8)).sharpness);
  EXPECT_EQ(measure_portrait(60, stripes(1000)).sharpness, 0);
  EXPECT_EQ(measure_portrait(60, stripes(2)).inter_eye_px, 60);
}

}  // namespace
}  // namespace truename::face
