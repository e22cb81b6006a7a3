#include "evaluation/evaluate.h"

#include <gtest/gtest.h>

#include "evaluation/score_file.h"

namespace truename::evaluation {
namespace {

struct Sample {
  PairList list;
  std::vector<Comparison> outcomes;
};

// Genuine pairs 0.50, 0.51 .. and impostor pairs 0.10, 0.11 .., each pair of subjects of its own.
Sample sample(int genuine, int impostor) {
  std::string csv = "first,second,same,score\n";
  for (int i = 0; i < genuine; ++i) {
    const std::string subject = "g" + std::to_string(i);
    csv += subject + "/a," + subject + "/b,1," + std::to_string(0.5 + 0.01 * i) + "\n";
  }
  for (int i = 0; i < impostor; ++i) {
    const std::string number = std::to_string(i);
    csv += "i" + number + "/a,k" + number + "/a,0," + std::to_string(0.1 + 0.01 * i) + "\n";
  }
  auto given = parse_given_scores(csv);
  return {std::move(given->list), std::move(given->outcomes)};
}

TEST(Evaluate, CountsErrorsOnBothSidesOfAThreshold) {
  const Sample all = sample(20, 50);  // impostors reach 0.59
  const Scores scores = scores_of(all.list, all.outcomes);
  EXPECT_EQ(fmr_at(scores, 0.55).errors, 5U);   // 0.55 .. 0.59
  EXPECT_EQ(fnmr_at(scores, 0.55).errors, 5U);  // 0.50 .. 0.54
  EXPECT_EQ(fmr_at(scores, 0.6).errors, 0U);
  EXPECT_EQ(fnmr_at(scores, 0.4).errors, 0U);
}

TEST(Evaluate, ThresholdOfATargetLetsNoMoreThanThatPass) {
  const Sample all = sample(20, 50);
  const Scores scores = scores_of(all.list, all.outcomes);
  for (const double fmr : {0.5, 0.1, 0.02, 0.019}) {
    const double threshold = threshold_at(scores, fmr);
    EXPECT_LE(fmr_at(scores, threshold).value(), fmr);
    EXPECT_GT(fmr_at(scores, threshold - 1e-6).value(), fmr);
  }
}

TEST(Evaluate, EqualErrorRateIsWhereTheCurvesCross) {
  const Sample all = sample(20, 50);
  // At 0.57: 3 of 50 and 7 of 20; at 0.53: 7 of 50 and 3 of 20, the closest.
  EXPECT_NEAR(equal_error_rate(scores_of(all.list, all.outcomes)), (0.14 + 0.15) / 2, 1e-9);
}

TEST(Evaluate, DetFallsAndStepsHoldEveryScore) {
  const Sample all = sample(20, 50);
  const Scores scores = scores_of(all.list, all.outcomes);
  const auto points = det_points(scores);
  ASSERT_GT(points.size(), 10U);
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_LE(points[i].fmr, points[i - 1].fmr);
    EXPECT_GE(points[i].fnmr, points[i - 1].fnmr);
  }
  const auto steps = steps_of(scores);
  EXPECT_EQ(steps.front().impostor_reaching, 50U);
  EXPECT_EQ(steps.front().genuine_reaching, 20U);
  EXPECT_EQ(steps.back().impostor_reaching + steps.back().genuine_reaching, 0U);
}

TEST(Evaluate, FailuresAreCountedByPictureAndInTransactionsOnly) {
  Sample all = sample(20, 50);
  all.outcomes[0] = {0, Taken::no_face, Taken::ok};
  all.outcomes[20] = {0, Taken::ok, Taken::undecodable};
  const auto matching = evaluate({all.list, {}, all.outcomes}, Operating{"pack", 1e-2, 0.505}, 1);
  ASSERT_TRUE(matching);
  EXPECT_EQ(matching->failures.fte.errors, 1U);
  EXPECT_EQ(matching->failures.fta.errors, 1U);
  EXPECT_EQ(matching->failures.undecodable, 1U);
  EXPECT_EQ(matching->failures.no_face, 1U);
  EXPECT_EQ(matching->at_operating->fnmr.errors, 0U);  // 0.50 failed and is not compared
  EXPECT_EQ(matching->at_operating->fnmr.trials, 19U);
  EXPECT_EQ(matching->at_operating->frr.errors, 1U);
  EXPECT_EQ(matching->at_operating->frr.trials, 20U);
  EXPECT_EQ(matching->at_operating->far.trials, 50U);
}

TEST(Evaluate, TargetsBeyondTheSampleHaveNoFigure) {
  const Sample all = sample(20, 50);
  const auto matching = evaluate({all.list, {}, all.outcomes}, std::nullopt, 1);
  ASSERT_TRUE(matching);
  for (const Target& target : matching->targets) EXPECT_FALSE(target.at) << target.fmr;
  EXPECT_EQ(matching->targets.front().needed, 299U);
}

TEST(Evaluate, BothKindsOfPairsAreNeeded) {
  const Sample all = sample(20, 0);
  EXPECT_FALSE(evaluate({all.list, {}, all.outcomes}, std::nullopt, 1));
}

TEST(Evaluate, WorstPairsComeWorstFirstByRow) {
  const Sample all = sample(20, 50);
  const auto matching = evaluate({all.list, {}, all.outcomes}, std::nullopt, 1);
  ASSERT_TRUE(matching);
  EXPECT_EQ(matching->worst_genuine.front().row, 1U);
  EXPECT_EQ(matching->worst_impostor.front().row, 70U);
  EXPECT_EQ(matching->worst_impostor.size(), 15U);
}

TEST(Bootstrap, IsTheSameFromTheSameSeedAndHoldsTheRate) {
  const Sample all = sample(20, 50);
  const auto subjects = subjects_of(all.list);
  ASSERT_TRUE(subjects);
  const auto run = [&](std::uint64_t seed) {
    return bootstrap_rates(all.list, *subjects, all.outcomes, {0.55}, {.seed = seed});
  };
  const RateIntervals first = run(1);
  ASSERT_TRUE(first.fnmr[0]);
  EXPECT_LT(first.fnmr[0]->low, 0.25);
  EXPECT_GT(first.fnmr[0]->high, 0.25);
  EXPECT_LT(first.fmr[0]->low, 0.1);
  EXPECT_GT(first.fmr[0]->high, 0.1);
  EXPECT_EQ(first.fnmr[0]->high, run(1).fnmr[0]->high);
}

// One subject with all the errors: pairs as independent trials would never show how far that goes.
TEST(Bootstrap, IsWiderWhereOneSubjectMakesAllErrors) {
  std::string csv = "first,second,same,score\n";
  for (int i = 0; i < 100; ++i) {
    const std::string subject = i < 10 ? "goat" : "s" + std::to_string(i);
    csv += subject + "/" + std::to_string(i) + "," + subject + "/x,1," + (i < 10 ? "0.1" : "0.9") +
           "\n";
  }
  csv += "a/1,b/1,0,0\n";
  const auto given = parse_given_scores(csv);
  ASSERT_TRUE(given);
  const auto subjects = subjects_of(given->list);
  ASSERT_TRUE(subjects);
  const auto intervals =
      bootstrap_rates(given->list, *subjects, given->outcomes, {0.5}, {.seed = 7});
  const Rate rate = fnmr_at(scores_of(given->list, given->outcomes), 0.5);
  EXPECT_EQ(rate.errors, 10U);
  EXPECT_GT(intervals.fnmr[0]->high, rate.upper_95());
}

TEST(Bootstrap, SaysNothingWithoutAnError) {
  const Sample all = sample(20, 50);
  const auto subjects = subjects_of(all.list);
  ASSERT_TRUE(subjects);
  const auto intervals = bootstrap_rates(all.list, *subjects, all.outcomes, {0.4}, {});
  EXPECT_FALSE(intervals.fnmr[0]);
  EXPECT_TRUE(intervals.fmr[0]);
}

TEST(Groups, AGroupFarWorseThanTheWholeIsFlagged) {
  std::string csv = "first,second,same,score,light\n";
  for (int i = 0; i < 200; ++i) {
    const bool dim = i < 40;
    csv += "p/" + std::to_string(i) + ",p/x,1," + (dim && i < 20 ? "0.2" : "0.9") +
           (dim ? ",dim" : ",bright") + "\n";
  }
  csv += "a/1,b/1,0,0,dim\n";
  const auto given = parse_given_scores(csv);
  ASSERT_TRUE(given);
  const auto groups = group_rates(given->list, given->outcomes, 0.5);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].value, "bright");
  EXPECT_EQ(groups[0].fnmr_standing, Standing::within);
  EXPECT_EQ(groups[1].fnmr.errors, 20U);
  EXPECT_EQ(groups[1].fnmr.trials, 40U);
  EXPECT_EQ(groups[1].fnmr_standing, Standing::worse);
  EXPECT_EQ(groups[1].fmr_standing, Standing::not_shown);
}

TEST(Folds, EachFoldIsJudgedByTheOthers) {
  Sample all;
  PairListBuilder builder;
  for (int i = 0; i < 8; ++i) {  // two folds of two genuine and two impostor pairs
    const std::string number = std::to_string(i);
    const bool same = i % 4 < 2;
    ASSERT_TRUE(builder.add("a" + number, "b" + number, same));
    all.outcomes.push_back({same ? 0.8 : 0.2});
  }
  all.outcomes[0].score = 0.1;
  auto list = std::move(builder).finish();
  ASSERT_TRUE(list);
  all.list = *std::move(list);
  EXPECT_FALSE(fold_accuracy(all.list, all.outcomes));
  all.list.folds = 2;
  all.list.fold_size = 2;
  const auto folds = fold_accuracy(all.list, all.outcomes);
  ASSERT_TRUE(folds);
  EXPECT_EQ(folds->folds, (std::vector<double>{0.75, 1}));
  EXPECT_NEAR(folds->mean, 0.875, 1e-12);
  EXPECT_NEAR(folds->standard_error, 0.125, 1e-12);
}

}  // namespace
}  // namespace truename::evaluation
