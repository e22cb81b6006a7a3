#include "face/calibrate.h"

#include <gtest/gtest.h>

#include <string>

namespace truename::face {
namespace {

constexpr const char* kModelHex =
    "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581";

constexpr const char* kContract =
    "112x112 bgr mean 127,127,127 scale 0.0078125,0.0078125,0.0078125 nchw arcface_112 512 "
    "unit_length";

// As models/manifest.toml lists the active one.
vision::ModelEntry model() {
  vision::ModelEntry entry{.id = "fr_feature", .role = "face_extract"};
  entry.sha256 = parse_digest(std::string("sha256:") + kModelHex).value();
  entry.input = {112, 112, "bgr", {127, 127, 127}, {0.0078125F, 0.0078125F, 0.0078125F}};
  entry.extractor = vision::ExtractorContract{.dimension = 512};
  return entry;
}

std::string table(const std::string& head_extra, const std::string& rows) {
  return "id = \"small\"\ndata = \"made up for a test\"\nmodel_sha256 = \"" +
         std::string(kModelHex) + "\"\nmodel_contract = \"" + kContract +
         "\"\ndate = \"2026-11-24\"\nsubjects = 10\nimages = 20\nimpostor_comparisons = 180\n"
         "dependence = \"none\"\n" +
         head_extra + rows;
}

std::string row(const std::string& score, const std::string& fmr, const std::string& bound) {
  return "[[row]]\nscore = " + score + "\nfmr = " + fmr + "\nfmr_upper_95 = " + bound + "\n";
}

const std::string kRows =
    row("0.1", "0.5", "0.6") + row("0.3", "0.01", "0.03") + row("0.5", "0.0", "0.017");

TEST(CalibrationTable, a_score_is_worth_the_bound_of_the_highest_row_not_above_it) {
  const auto parsed = CalibrationTable::parse(table("", kRows), "small.toml", model());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->id(), "small");
  EXPECT_EQ(parsed->data(), "made up for a test");
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(-1)), 1.0);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.0999)), 1.0);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.1)), 0.6);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.2999)), 0.6);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.3)), 0.03);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(1)), 0.017);
}

// Limits, then rows, each under its own heading.
std::string poor(const std::string& limits, const std::string& rows) {
  std::string text =
      "[poor_portrait]\n" + limits + "degradations = \"card\"\nimpostor_comparisons = 180\n" + rows;
  for (std::size_t at = 0; (at = text.find("[[row]]", at)) != std::string::npos; at += 9) {
    text.replace(at, 7, "[[poor_portrait.row]]");
  }
  return text;
}

const std::string kLimits = "inter_eye_px_below = 30\nsharpness_below = 0.05\n";
const std::string kPoorRows = row("0.1", "0.3", "0.4") + row("0.3", "0.0", "0.02");

TEST(CalibrationTable,
     a_poor_portrait_is_worth_what_its_own_rows_say_and_never_more_than_a_clear_one) {
  const auto parsed =
      CalibrationTable::parse(table("", kRows + poor(kLimits, kPoorRows)), "small.toml", model());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->class_of({30, 0.05}), PortraitClass::clear);
  EXPECT_EQ(parsed->class_of({29, 0.05}), PortraitClass::poor);
  EXPECT_EQ(parsed->class_of({30, 0.04}), PortraitClass::poor);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.05), PortraitClass::poor), 1.0);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.2), PortraitClass::poor), 0.6);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.9), PortraitClass::poor), 0.02);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.9), PortraitClass::clear), 0.017);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.9)), 0.017);
}

TEST(CalibrationTable, a_table_that_tells_no_classes_apart_holds_for_every_portrait) {
  const auto parsed = CalibrationTable::parse(table("", kRows), "small.toml", model());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->class_of({20, 0}), PortraitClass::clear);
  EXPECT_EQ(parsed->fmr_bound(ComparisonScore(0.9), PortraitClass::poor), 0.017);
}

TEST(CalibrationTable, R22_a_table_of_another_model_is_refused) {
  vision::ModelEntry other = model();
  other.sha256[0] ^= 1;
  const auto parsed = CalibrationTable::parse(table("", kRows), "small.toml", other);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::bad_input);
  EXPECT_NE(parsed.error().message.find("another face model"), std::string::npos);
}

TEST(CalibrationTable, R22_a_table_of_the_same_weights_under_another_contract_is_refused) {
  const struct {
    const char* what;
    void (*change)(vision::ModelEntry&);
  } changes[] = {
      {"size", [](auto& entry) { entry.input.width = entry.input.height = 96; }},
      {"channel order", [](auto& entry) { entry.input.channels = "rgb"; }},
      {"mean", [](auto& entry) { entry.input.mean[1] = 127.5; }},
      {"scale", [](auto& entry) { entry.input.scale[2] = 0.0078F; }},
      {"layout", [](auto& entry) { entry.input.layout = vision::Layout::nhwc; }},
      {"template", [](auto& entry) { entry.extractor->dimension = 256; }},
  };
  for (const auto& [what, change] : changes) {
    SCOPED_TRACE(what);
    vision::ModelEntry other = model();
    change(other);
    const auto parsed = CalibrationTable::parse(table("", kRows), "small.toml", other);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::bad_input);
    EXPECT_NE(parsed.error().message.find("models/manifest.toml lists it as"), std::string::npos)
        << parsed.error().message;
  }
}

// One section; "[[row]]" becomes the section's own.
std::string probes(const std::string& count, const std::string& head, const std::string& rows) {
  std::string text = "[probes." + count + "]\n" + head + rows;
  const std::string own = "[[probes." + count + ".row]]";
  for (std::size_t at = 0; (at = text.find("[[row]]", at)) != std::string::npos;) {
    text.replace(at, 7, own);
    at += own.size();
  }
  return text;
}

const std::string kProbesHead =
    "subjects = 3\ngroups = 4\nimpostor_comparisons = 60\nportraits = \"clean,card\"\ndata = "
    "\"d\"\n";
const std::string kProbesRows =
    row("0.1", "0.7", "0.8") + row("0.3", "0.01", "0.02") + row("0.5", "0.0", "0.018");

TEST(CalibrationTable, several_probes_are_worth_what_their_rows_say_and_never_less_than_one) {
  const auto parsed = CalibrationTable::parse(
      table("", kRows + poor(kLimits, kPoorRows) + probes("3", kProbesHead, kProbesRows)),
      "small.toml", model());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_FALSE(parsed->knows_probes(1));
  EXPECT_FALSE(parsed->knows_probes(2));
  ASSERT_TRUE(parsed->knows_probes(3));
  using enum PortraitClass;
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.05), clear, 3), 1.0);
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.2), clear, 3), 0.8);
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.4), clear, 3), 0.03);  // of one probe
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.6), clear, 3), 0.018);
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.6), poor, 3), 0.02);
}

TEST(CalibrationTable, more_probes_are_never_worth_more_than_fewer_at_the_same_score) {
  const auto parsed =
      CalibrationTable::parse(table("", kRows + probes("2", kProbesHead, kProbesRows) +
                                            probes("4", kProbesHead, row("0.1", "0.0", "0.001"))),
                              "small.toml", model());
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.2), PortraitClass::clear, 4), 0.8);
  EXPECT_EQ(parsed->fused_fmr_bound(ComparisonScore(0.6), PortraitClass::clear, 4), 0.018);
}

TEST(CalibrationTable, a_table_that_is_wrong_in_any_way_is_refused_with_the_reason) {
  const struct {
    std::string text;
    std::string reason;
  } cases[] = {
      {"id = ", "small.toml"},
      {table("", ""), "row"},
      {table("surprise = 1\n", kRows), "surprise"},
      {table("", kRows + row("0.4", "0.0", "0.01")), "scores must rise"},
      {table("", kRows + row("0.6", "0.0", "0.02")), "bounds must not"},
      {table("", row("0.1", "0.5", "0.4")), "fmr < fmr_upper_95"},
      {table("", row("0.1", "-0.5", "0.4")), "fmr < fmr_upper_95"},
      {table("", row("1.5", "0.1", "0.4")), "-1..1"},
      {table("", row("nan", "0.1", "0.4")), "-1..1"},
      {table("", row("0.1", "0.1", "nan")), "-1..1"},
      {table("", kRows + "extra = 1\n"), "extra"},
      {table("", "[[row]]\nscore = 0.1\n"), "fmr"},
      {table("poor_portrait = 3\n", kRows), "poor_portrait"},
      {table("probes = 3\n", kRows), "probes"},
      {table("", kRows + "[probes]\n"), "by a number of probes"},
      {table("", kRows + probes("1", kProbesHead, kProbesRows)), "by a number of probes"},
      {table("", kRows + probes("6", kProbesHead, kProbesRows)), "by a number of probes"},
      {table("", kRows + probes("3", kProbesHead, kProbesRows) + "[probes.x]\n"), "x"},
      {table("", kRows + probes("3", kProbesHead + "more = 1\n", kProbesRows)), "more"},
      {table("", kRows + probes("3", kProbesHead, "")), "row"},
      {table("", kRows + probes("3", kProbesHead, row("0.1", "0.5", "0.4"))), "fmr_upper_95"},
      {table("", kRows + probes("3",
                                "subjects = 1\ngroups = 4\nimpostor_comparisons = 60\n"
                                "portraits = \"clean\"\ndata = \"d\"\n",
                                kProbesRows)),
       "two subjects"},
      {table("", kRows + poor("inter_eye_px_below = 30\n", kPoorRows)), "sharpness_below"},
      {table("", kRows + poor(kLimits + "roll = 1\n", kPoorRows)), "roll"},
      {table("", kRows + poor(kLimits, "")), "row"},
      {table("", kRows + poor(kLimits, row("0.1", "0.5", "0.4"))), "fmr < fmr_upper_95"},
      {table("", kRows + poor("inter_eye_px_below = 0\nsharpness_below = 0.05\n", kPoorRows)),
       "limits"},
      {table("", kRows + poor("inter_eye_px_below = nan\nsharpness_below = 1\n", kPoorRows)),
       "limits"},
      {table("", kRows + poor("inter_eye_px_below = 30\nsharpness_below = inf\n", kPoorRows)),
       "limits"},
  };
  for (const auto& wrong : cases) {
    const auto parsed = CalibrationTable::parse(wrong.text, "small.toml", model());
    ASSERT_FALSE(parsed) << wrong.text;
    EXPECT_NE(parsed.error().message.find(wrong.reason), std::string::npos)
        << parsed.error().message;
  }
}

TEST(CalibrationTable, a_table_under_another_name_is_refused) {
  EXPECT_FALSE(CalibrationTable::parse(table("", kRows), "renamed.toml", model()));
}

TEST(CalibrationTable, the_committed_table_is_of_the_listed_model_and_reaches_one_in_100000) {
  const auto table = CalibrationTable::read(
      std::string(TRUENAME_HOME) + "/models/calibration/fr_feature_lfw_1_5.toml", model());
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->data(), "public benchmark, LFW folds 1-5");
  EXPECT_GT(table->fmr_bound(ComparisonScore(0.40)), 1e-4);
  EXPECT_LE(table->fmr_bound(ComparisonScore(0.42)), 1e-4);
  EXPECT_GT(table->fmr_bound(ComparisonScore(0.42)), 1e-5);
  EXPECT_LE(table->fmr_bound(ComparisonScore(0.50)), 1e-5);
}

}  // namespace
}  // namespace truename::face
