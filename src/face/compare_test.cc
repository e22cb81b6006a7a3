#include "face/compare.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <utility>
#include <vector>

namespace truename::face {
namespace {

template <class T>
concept Printable = requires(std::ostream& stream, const T& value) {
  stream << value;
};

Template of(std::vector<float> features) { return Template(features); }

TEST(Compare, the_score_is_the_cosine_whatever_the_lengths) {
  EXPECT_NEAR(compare(of({3, 0, 0}), of({5, 0, 0})).get(), 1, 1e-6);
  EXPECT_NEAR(compare(of({1, 0, 0}), of({0, 2, 0})).get(), 0, 1e-6);
  EXPECT_NEAR(compare(of({1, 1, 0}), of({-2, -2, 0})).get(), -1, 1e-6);
  EXPECT_NEAR(compare(of({1, 1, 0}), of({1, 0, 0})).get(), 0.70710678, 1e-6);
}

TEST(Compare, the_order_of_the_two_does_not_matter) {
  const Template a = of({0.3F, -0.7F, 0.2F});
  const Template b = of({0.9F, 0.1F, -0.4F});
  EXPECT_EQ(compare(a, b), compare(b, a));
}

TEST(Template, copies_are_values_and_a_moved_one_is_empty) {
  Template a = of({1, 2, 3});
  const Template copy = a;
  const Template moved = std::move(a);
  EXPECT_TRUE(a.reveal().empty());  // NOLINT: that it is empty is the point
  EXPECT_NEAR(compare(copy, moved).get(), 1, 1e-6);
}

TEST(Template, wiping_leaves_zeros) {
  std::vector<float> values = {1, 2, 3};
  wipe(values);
  EXPECT_EQ(values, (std::vector<float>{0, 0, 0}));
}

TEST(Template, R36_it_refuses_to_be_printed) {
  EXPECT_TRUE(Printable<float>);  // the probe itself tells printable from not
  EXPECT_FALSE(Printable<Template>);
}

}  // namespace
}  // namespace truename::face
