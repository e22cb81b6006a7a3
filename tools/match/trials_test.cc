#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "face/align.h"
#include "tools/match/drawings.h"
#include "tools/match/misses.h"
#include "tools/match/resample.h"

namespace truename::match {
namespace {

constexpr face::FivePoints kInPlace{face::kAlignedPoints[0], face::kAlignedPoints[1],
                                    face::kAlignedPoints[2], face::kAlignedPoints[3],
                                    face::kAlignedPoints[4]};

vision::Image slope(int low, int high) {
  vision::Image image{face::kAlignedSide, face::kAlignedSide, {}};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int value = low + (high - low) * x / image.width;
      image.bgr.insert(image.bgr.end(), 3, static_cast<std::uint8_t>(value));
    }
  }
  return image;
}

TEST(Resample, a_face_that_lies_right_already_is_sampled_as_it_is) {
  const vision::Image picture = slope(40, 200);
  EXPECT_EQ(aligned_cubic(picture, kInPlace).bgr, picture.bgr);
}

TEST(Resample, stretching_widens_the_levels_of_a_pale_face_and_leaves_a_flat_one) {
  const vision::Image wide = stretched(slope(100, 140));
  const auto [low, high] = std::minmax_element(wide.bgr.begin(), wide.bgr.end());
  EXPECT_LE(*low, 5);
  EXPECT_GE(*high, 250);
  const vision::Image flat = slope(128, 128);
  EXPECT_EQ(stretched(flat).bgr, flat.bgr);
}

Templates at_angles(const std::vector<double>& radians) {
  Templates templates;
  for (const double angle : radians) {
    std::vector<float> features(8);
    features[0] = static_cast<float>(std::cos(angle));
    features[1] = static_cast<float>(std::sin(angle));
    templates.emplace_back(face::Template(features));
  }
  return templates;
}

TEST(Misses, a_picture_that_fails_in_most_of_its_pairs_takes_its_misses_upon_itself) {
  // Three of one person, the third turned away; two of another who are far apart; a stranger near
  // the first person, whose score is the threshold.
  const Templates templates = at_angles({0, 0.1, 1.2, 2.6, 3.6, 0.6});
  const Misses misses = misses_of({"a", "a", "a", "b", "b", "c"}, templates);
  EXPECT_NEAR(misses.threshold, std::cos(0.5), 1e-6);
  EXPECT_EQ(misses.genuine, 4U);
  EXPECT_EQ(misses.missed, 3U);
  EXPECT_EQ(misses.failing, 1U);
  EXPECT_EQ(misses.touching, 2U);
  EXPECT_EQ(misses.only_pairs, 1U);
  EXPECT_EQ(misses.persons, 2U);
}

TEST(Misses, a_picture_without_a_face_is_in_no_pair) {
  Templates templates = at_angles({0, 0.1, 1.2, 0.6});
  templates[2].reset();
  const Misses misses = misses_of({"a", "a", "a", "c"}, templates);
  EXPECT_EQ(misses.genuine, 1U);
  EXPECT_EQ(misses.missed, 0U);
}

TEST(Drawings,
     a_way_that_finds_everybody_always_does_and_one_that_misses_a_person_does_not_always) {
  const std::vector<std::string> subjects = {"a", "a", "b", "b", "c"};
  const Templates right = at_angles({0, 0.1, 1.5, 1.6, 3.1});
  const std::vector<double> always = drawn_tars(right, right, subjects);
  EXPECT_EQ(percentile(always, 1), 1);
  const Templates wrong = at_angles({0, 0.1, 1.5, 2.9, 3.1});
  const std::vector<double> sometimes = drawn_tars(wrong, wrong, subjects);
  EXPECT_LT(percentile(sometimes, 0.25), 1);
  EXPECT_EQ(percentile(sometimes, 1), 1);
  EXPECT_EQ(sometimes, drawn_tars(wrong, wrong, subjects));
}

}  // namespace
}  // namespace truename::match
