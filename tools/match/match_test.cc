#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tools/match/degrade.h"
#include "tools/match/rates.h"

namespace truename::match {
namespace {

// A bright disc on a slope of colours: edges, flat parts and all three channels.
vision::Image disc(int side) {
  vision::Image image{side, side, {}};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int dx = x - side / 2;
      const int dy = y - side / 2;
      const bool inside = dx * dx + dy * dy < side * side / 9;
      const int values[] = {x * 255 / side, y * 255 / side, 40};
      for (const int value : values) {
        image.bgr.push_back(static_cast<std::uint8_t>(inside ? 230 : value));
      }
    }
  }
  return image;
}

TEST(Degrade, the_same_seed_gives_the_same_bytes_and_another_seed_others) {
  const vision::Image picture = disc(250);
  for (const Degradation& level : degradations()) {
    SCOPED_TRACE(level.name);
    const vision::Image first = degrade(picture, level, 7);
    EXPECT_EQ(first.bgr, degrade(picture, level, 7).bgr);
    EXPECT_EQ(first.width, level.side_px);
    if (level.noise > 0) {
      EXPECT_NE(first.bgr, degrade(picture, level, 8).bgr);
    }
  }
}

TEST(Degrade, a_printed_card_has_neither_black_nor_white_and_less_colour) {
  const vision::Image picture = disc(250);
  const vision::Image card = degrade(picture, *find_degradation("card"), 1);
  const auto [low, high] = std::minmax_element(card.bgr.begin(), card.bgr.end());
  EXPECT_GT(*low, 5);
  EXPECT_LT(*high, 250);
  const auto colour = [](const vision::Image& image) {
    double sum = 0;
    for (std::size_t i = 0; i < image.bgr.size(); i += 3) {
      sum += std::abs(image.bgr[i] - image.bgr[i + 2]);
    }
    return sum / static_cast<double>(image.bgr.size());
  };
  EXPECT_LT(colour(card), 0.8 * colour(picture));
}

TEST(Degrade, an_unknown_level_is_none) { EXPECT_EQ(find_degradation("nowhere"), nullptr); }

TEST(Degrade, a_picture_mirrored_twice_is_itself) {
  const vision::Image picture = disc(31);
  EXPECT_NE(mirror(picture).bgr, picture.bgr);
  EXPECT_EQ(mirror(mirror(picture)).bgr, picture.bgr);
}

Templates of(const std::vector<std::vector<float>>& all) {
  Templates templates;
  for (std::vector<float> features : all) {
    features.resize(8);
    templates.emplace_back(face::Template(features));
  }
  return templates;
}

TEST(Rates, every_pair_counts_once_when_both_sides_are_one_and_never_a_picture_with_itself) {
  const Templates faces = of({{1, 0}, {1, 0.1F}, {0, 1}});
  const std::vector<std::string> subjects = {"a", "a", "b"};
  const Scores once = all_pairs(faces, faces, subjects, 2);
  EXPECT_EQ(once.genuine.size(), 1U);
  EXPECT_EQ(once.impostor_pairs, 2U);
  const Templates portraits = faces;
  const Scores both_ways = all_pairs(faces, portraits, subjects, 2);
  EXPECT_EQ(both_ways.genuine.size(), 2U);
  EXPECT_EQ(both_ways.impostor_pairs, 4U);
}

TEST(Rates, a_picture_without_a_face_is_left_out) {
  Templates faces = of({{1, 0}, {1, 0.1F}, {0, 1}});
  faces[1].reset();
  const Scores scores = all_pairs(faces, faces, {"a", "a", "b"}, 1);
  EXPECT_TRUE(scores.genuine.empty());
  EXPECT_EQ(scores.impostor_pairs, 1U);
}

TEST(Rates, no_more_impostors_than_allowed_lie_above_the_threshold) {
  Scores scores;
  scores.impostor_pairs = 1000;
  for (int i = 0; i < 100; ++i) scores.impostor.push_back(0.2F + 0.005F * static_cast<float>(i));
  scores.genuine = {0.3F, 0.6F, 0.9F};
  const double threshold = threshold_at(scores, 0.01);
  EXPECT_EQ(impostors_above(scores, threshold), 10U);
  EXPECT_EQ(genuine_above(scores, threshold), 1U);
}

}  // namespace
}  // namespace truename::match
