#include "face/fusion.h"

#include <gtest/gtest.h>

#include <vector>

#include "face/compare.h"

namespace truename::face {
namespace {

Template of(std::vector<float> features) { return Template(features); }

TEST(Fusion, of_one_picture_is_its_template) {
  const Template only = of({0.3F, -0.7F, 0.2F});
  const Fusion fusion(only);
  EXPECT_EQ(fusion.count(), 1U);
  EXPECT_EQ(compare(fusion.fused(), only), compare(only, only));
}

TEST(Fusion, is_the_mean_of_length_one_whatever_the_order) {
  Fusion forward(of({1, 0, 0}));
  forward.add(of({0, 1, 0}));
  Fusion backward(of({0, 1, 0}));
  backward.add(of({1, 0, 0}));
  EXPECT_EQ(forward.count(), 2U);
  EXPECT_NEAR(compare(forward.fused(), of({1, 1, 0})).get(), 1, 1e-6);
  EXPECT_NEAR(compare(forward.fused(), forward.fused()).get(), 1, 1e-6);
  EXPECT_EQ(compare(forward.fused(), backward.fused()).get(),
            compare(forward.fused(), forward.fused()).get());
}

TEST(Fusion, chance_that_differs_from_picture_to_picture_weighs_less) {
  const Template face = of({1, 0, 0, 0});
  Fusion fusion(of({1, 0.6F, 0, 0}));
  fusion.add(of({1, 0, 0.6F, 0}));
  fusion.add(of({1, 0, 0, 0.6F}));
  EXPECT_GT(compare(fusion.fused(), face).get(), 0.94);
  EXPECT_LT(compare(of({1, 0.6F, 0, 0}), face).get(), 0.86);
}

TEST(Fusion, its_score_times_its_agreement_is_the_mean_of_the_scores) {
  const Template a = of({0.9F, 0.3F, 0.1F});
  const Template b = of({0.7F, -0.4F, 0.5F});
  const Template reference = of({1, 0.2F, 0.3F});
  Fusion fusion(a);
  EXPECT_EQ(fusion.agreement(), 1);
  fusion.add(b);
  EXPECT_LT(fusion.agreement(), 1);
  EXPECT_NEAR(compare(fusion.fused(), reference).get() * fusion.agreement(),
              (compare(a, reference).get() + compare(b, reference).get()) / 2, 1e-6);
}

TEST(Fusion, opposites_that_add_up_to_nothing_leave_the_first) {
  Fusion fusion(of({1, 2, 3}));
  fusion.add(of({-1, -2, -3}));
  EXPECT_NEAR(compare(fusion.fused(), of({1, 2, 3})).get(), 1, 1e-6);
}

}  // namespace
}  // namespace truename::face
