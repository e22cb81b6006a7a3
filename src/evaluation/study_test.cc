#include "evaluation/study.h"

#include <gtest/gtest.h>

#include "evaluation/bounds.h"
#include "evaluation/result.h"

namespace truename::evaluation {
namespace {

// Made-up counts of nobody.
Study made_up() {
  Study study{.data = "made up", .model_sha256 = std::string(64, 'a'), .model_contract = "c"};
  study.poor = PoorStudy{29.4, 0.034, {{"card", 1000, {90, 4, 0}, {}}}};
  study.probes.push_back(
      {3, 5, 7, {{"clean", 600, {60, 6, 0}, {0.2, 0.1, 0}}, {"card", 500, {60, 0}, {0.1, 0}}}});
  return study;
}

CalibrationSource source() {
  CalibrationSource source;
  source.labels = {.data = "made up",
                   .kind = DataKind::public_benchmark,
                   .date = "2026-11-24",
                   .model_sha256 = std::string(64, 'a'),
                   .model_contract = "c"};
  source.subjects = 10;
  source.pictures = 20;
  source.impostor_comparisons = 2'000;
  source.steps = {{0.1, 200, 50}, {0.2, 0, 50}};
  return source;
}

TEST(Study, reads_back_what_was_written) {
  const std::string text = study_text(made_up());
  const auto study = parse_study(text);
  ASSERT_TRUE(study) << study.error().message;
  EXPECT_EQ(study_text(*study), text);
}

TEST(Study, the_highest_bound_of_several_samples_speaks_exact_or_by_subject) {
  const auto samples = made_up().probes.front().samples;
  const StudyRow first = row_at(samples, 0);
  EXPECT_EQ(first.fmr_upper_95, 0.2);  // of the clean ones, by subject
  EXPECT_EQ(first.fmr, 0.1);
  EXPECT_EQ(row_at(samples, 1).fmr_upper_95, 0.1);
  EXPECT_EQ(row_at(samples, 2).fmr_upper_95, upper_bound_95(0, 500));  // of the fewest
  EXPECT_TRUE(row_at(samples, 1).reached);
  EXPECT_FALSE(row_at(samples, 2).reached);
}

TEST(Study, its_parts_become_sections_of_the_table_with_their_samples) {
  const auto table = calibration_text(source(), made_up(), "made_up", 2e-3);
  ASSERT_TRUE(table) << table.error().message;
  for (const char* const part :
       {"[poor_portrait]\ninter_eye_px_below = 29.4\nsharpness_below = 0.034\n"
        "degradations = \"card\"\nimpostor_comparisons = 1000\n",
        "[[poor_portrait.row]]\nscore = 0.125\n",
        "[probes.3]\ndata = \"made up\"\nsubjects = 5\ngroups = 7\nportraits = \"clean,card\"\n"
        "impostor_comparisons = 1100\n",
        "[[probes.3.row]]\nscore = 0.125\nfmr = 1.000000e-01\nfmr_upper_95 = 2.000002e-01\n"}) {
    EXPECT_NE(table->find(part), std::string::npos) << part << *table;
  }
}

TEST(Study, R22_one_of_another_model_or_contract_makes_no_table) {
  Study other = made_up();
  other.model_contract = "another";
  EXPECT_FALSE(calibration_text(source(), other, "made_up", 2e-3));
  other = made_up();
  other.model_sha256[0] = 'b';
  EXPECT_FALSE(calibration_text(source(), other, "made_up", 2e-3));
}

TEST(Study, refuses_what_cannot_be_true) {
  const std::string good = study_text(made_up());
  const std::pair<const char*, const char*> changes[] = {
      {"truename-study-1", "truename-study-2"},
      {"[90,4,0]", "[4,90,0]"},
      {"[90,4,0]", "[-1]"},
      {"[90,4,0]", "[]"},
      {"[90,4,0]", "[2000]"},
      {"[0.2,0.1,0]", "[0.1,0.2,0]"},
      {"[0.2,0.1,0]", "[0.2]"},
      {"\"probes\":3", "\"probes\":1"},
      {"\"probes\":3", "\"probes\":6"},
      {"\"groups\":7", "\"groups\":4"},
      {"\"groups\":7", "\"groups\":7,\"more\":1"},
  };
  for (const auto& [from, to] : changes) {
    std::string text = good;
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from << text;
    text.replace(at, std::string(from).size(), to);
    EXPECT_FALSE(parse_study(text)) << to;
  }
}

}  // namespace
}  // namespace truename::evaluation
