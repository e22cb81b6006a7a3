#include "evaluation/conformance.h"

#include <gtest/gtest.h>

#include "evaluation/pad_rates.h"

namespace truename::evaluation {
namespace {

const Claim kFmr{"FMR", 1e-4, "NIST SP 800-63A-4 §3.11"};

TEST(Conformance, ASampleTooSmallGetsNoSentenceAndTheNumberNeeded) {
  const Conformance one = judge_claim(kFmr, {0, 29'955, {}}, DataKind::consented_field);
  EXPECT_EQ(one.verdict, Verdict::too_small);
  EXPECT_EQ(one.needed, 29'956U);
  EXPECT_NE(one.sentence.find("needs 29,956"), std::string::npos) << one.sentence;
  EXPECT_EQ(one.sentence.find("Conforming"), std::string::npos);
}

TEST(Conformance, FieldDataThatCarriesItGetsItsSentence) {
  const Conformance one = judge_claim(kFmr, {0, 29'956, {}}, DataKind::consented_field);
  EXPECT_EQ(one.verdict, Verdict::shown);
}

TEST(Conformance, OtherDataNeverConforms) {
  for (const DataKind kind : {DataKind::synthetic, DataKind::public_benchmark}) {
    EXPECT_EQ(judge_claim(kFmr, {0, 1'000'000, {}}, kind).verdict, Verdict::wrong_data);
  }
}

TEST(Conformance, BoundAndRateAreToldApart) {
  EXPECT_EQ(judge_claim(kFmr, {3, 40'000, {}}, DataKind::consented_field).verdict,
            Verdict::not_shown);
  EXPECT_EQ(judge_claim(kFmr, {5, 40'000, {}}, DataKind::consented_field).verdict,
            Verdict::exceeded);
}

TEST(Conformance, TheBootstrapsBoundCountsWhereItIsTheWider) {
  const Rate rate{1, 1'000'000, Interval{0, 2e-4}};
  EXPECT_EQ(judge_claim(kFmr, rate, DataKind::consented_field).verdict, Verdict::not_shown);
}

TEST(PadRates, SpeciesAreNeverPooledAndTheWorstIsNamed) {
  std::vector<Presentation> rows;
  std::vector<PadOutcome> outcomes;
  const auto add = [&](const char* label, PadAnswer answer, std::optional<bool> passed) {
    rows.push_back({"f", label, ""});
    outcomes.push_back({answer, passed});
  };
  add("print", PadAnswer::attack, false);
  add("print", PadAnswer::attack, false);
  add("print", PadAnswer::none, false);
  add("mask", PadAnswer::bona_fide, true);
  add("mask", PadAnswer::attack, false);
  add("bona_fide", PadAnswer::bona_fide, std::nullopt);
  add("bona_fide", PadAnswer::attack, std::nullopt);
  add("bona_fide", PadAnswer::none, std::nullopt);
  const PadRates rates = pad_rates(rows, outcomes);
  EXPECT_EQ(rates.worst, "mask");
  ASSERT_EQ(rates.species.size(), 2U);
  EXPECT_EQ(rates.species[0].error.value(), 0.5);
  EXPECT_EQ(rates.species[0].chain->errors, 1U);
  EXPECT_EQ(rates.species[1].error.errors, 0U);
  EXPECT_EQ(rates.species[1].error.trials, 2U);
  EXPECT_EQ(rates.species[1].non_response.errors, 1U);
  EXPECT_EQ(rates.bona_fide->error.value(), 0.5);
  EXPECT_EQ(rates.bona_fide->non_response.errors, 1U);
  EXPECT_FALSE(rates.bona_fide->chain);
}

TEST(PadRates, ListsNameTheRowThatIsWrong) {
  EXPECT_TRUE(parse_presentations("file,label\na,print\n"));
  for (const char* const text : {"file\na\n", "file,label\n", "file,label\n../a,print\n",
                                 "file,label\na,Print\n", "file,label\na\n"}) {
    EXPECT_FALSE(parse_presentations(text)) << text;
  }
}

}  // namespace
}  // namespace truename::evaluation
