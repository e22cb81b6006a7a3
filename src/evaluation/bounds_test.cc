#include "evaluation/bounds.h"

#include <gtest/gtest.h>

namespace truename::evaluation {
namespace {

struct Row {
  double claimed;
  std::uint64_t errors;
  std::uint64_t needed;
};

// The table of regimes.md §3.2, which every accuracy report must respect (R130).
constexpr Row kTable[] = {
    {0.15, 0, 19},        {0.15, 1, 30},      {0.15, 2, 40},      {0.15, 5, 68},
    {0.15, 10, 110},      {0.07, 0, 42},      {0.07, 1, 66},      {0.07, 2, 88},
    {0.07, 5, 148},       {0.07, 10, 239},    {0.05, 0, 59},      {0.05, 1, 93},
    {0.05, 2, 124},       {0.05, 5, 208},     {0.05, 10, 336},    {0.03, 0, 99},
    {0.03, 1, 157},       {0.03, 2, 208},     {0.03, 5, 348},     {0.03, 10, 562},
    {0.01, 0, 299},       {0.01, 1, 473},     {0.01, 2, 628},     {0.01, 5, 1049},
    {0.01, 10, 1693},     {1e-3, 0, 2995},    {1e-3, 1, 4742},    {1e-3, 2, 6294},
    {1e-3, 5, 10511},     {1e-3, 10, 16959},  {1e-4, 0, 29956},   {1e-4, 1, 47437},
    {1e-4, 2, 62956},     {1e-4, 5, 105128},  {1e-4, 10, 169619}, {1e-5, 0, 299572},
    {1e-5, 1, 474385},    {1e-5, 2, 629578},  {1e-5, 5, 1051301}, {1e-5, 10, 1696219},
    {1e-6, 0, 2995731},   {1e-6, 1, 4743863}, {1e-6, 2, 6295792}, {1e-6, 5, 10513033},
    {1e-6, 10, 16962216},
};

TEST(Bounds, SampleSizesAreThoseOfTheTable) {
  for (const Row& row : kTable) {
    EXPECT_EQ(trials_needed(row.claimed, row.errors), row.needed)
        << row.claimed << " with " << row.errors;
  }
}

TEST(Bounds, BoundsAreTheTextbookOnes) {
  EXPECT_NEAR(upper_bound_95(0, 100), 0.0295130, 1e-7);  // 1 - 0.05^(1/100)
  EXPECT_NEAR(upper_bound_95(1, 30), 0.1486, 1e-3);
  EXPECT_NEAR(lower_bound_95(100, 100), 0.9704870, 1e-7);
  EXPECT_EQ(lower_bound_95(0, 100), 0);
  EXPECT_EQ(upper_bound_95(7, 7), 1);
}

TEST(Bounds, NoTrialsAreNoKnowledge) {
  EXPECT_EQ(lower_bound_95(0, 0), 0);
  EXPECT_EQ(upper_bound_95(0, 0), 1);
}

TEST(Bounds, DeviateOfAHalfIsZeroAndTailsAreOpposite) {
  EXPECT_NEAR(probit(0.5), 0, 1e-12);
  EXPECT_NEAR(probit(0.975), 1.959964, 1e-6);
  EXPECT_NEAR(probit(1e-4), -probit(1 - 1e-4), 1e-9);
}

}  // namespace
}  // namespace truename::evaluation
