#include "evaluation/result.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "evaluation/report.h"
#include "evaluation/score_file.h"

namespace truename::evaluation {
namespace {

// Made-up scores: figures of nobody, to see that what was counted is what is written.
Evaluation made_up(int impostors, DataKind kind) {
  std::string csv = "first,second,same,score,light\n";
  for (int i = 0; i < 50; ++i) {
    const std::string subject = "g" + std::to_string(i);
    csv += subject + "/a," + subject + "/b,1," + std::to_string(0.4 + 0.01 * i) + ",<in>\n";
  }
  for (int i = 0; i < impostors; ++i) {
    const std::string number = std::to_string(i);
    csv +=
        "i" + number + "/a,k" + number + "/a,0," + std::to_string(0.3 * i / impostors) + ",out\n";
  }
  const auto given = parse_given_scores(csv);
  const auto subjects = subjects_of(given->list);
  Evaluation evaluation;
  evaluation.labels = {.data = "made up & nobody's",
                       .kind = kind,
                       .date = "2026-11-24",
                       .command = "truename evaluate",
                       .model_sha256 = std::string(64, 'a'),
                       .model_contract = "112x112 bgr"};
  auto matching =
      evaluate({given->list, *subjects, given->outcomes}, Operating{"cn-2019-12", 5e-6, 0.45}, 1);
  evaluation.matching = *std::move(matching);
  evaluation.conformance = judge_claims(evaluation);
  return evaluation;
}

TEST(Result, TheSameEvaluationGivesTheSameBytesAndReadsBack) {
  const std::string text = result_text(made_up(2'000, DataKind::public_benchmark));
  EXPECT_EQ(text, result_text(made_up(2'000, DataKind::public_benchmark)));
  const auto value = parse_json(text);
  ASSERT_TRUE(value);
  EXPECT_EQ(write_json(*value) + "\n", text);
  const auto source = parse_result(text);
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ(source->impostor_comparisons, 2'000U);
  EXPECT_EQ(source->subjects, 4'050U);
  EXPECT_EQ(source->pictures, 4'100U);
}

TEST(Result, MakesACalibrationTableWithItsSample) {
  const auto source = parse_result(result_text(made_up(2'000, DataKind::public_benchmark)));
  ASSERT_TRUE(source);
  const auto table = calibration_text(*source, std::nullopt, "made_up", 2e-3);
  ASSERT_TRUE(table) << table.error().message;
  for (const char* const line :
       {"id = \"made_up\"\n", "model_contract = \"112x112 bgr\"\n",
        "data = \"public benchmark, made up & nobody's\"\n", "impostor_comparisons = 2000\n",
        "date = \"2026-11-24\"\n", "fmr = 0.000000e+00\n"}) {
    EXPECT_NE(table->find(line), std::string::npos) << line;
  }
}

TEST(Result, RefusesATableFromTooFewAndSaysHowManyAreNeeded) {
  const auto source = parse_result(result_text(made_up(2'000, DataKind::public_benchmark)));
  ASSERT_TRUE(source);
  const auto table = calibration_text(*source, std::nullopt, "made_up", 5e-6);
  ASSERT_FALSE(table);
  EXPECT_NE(table.error().message.find("has 2,000 impostor comparisons and needs 599,145"),
            std::string::npos)
      << table.error().message;
}

TEST(Result, RefusesATableFromSyntheticFaces) {
  const auto source = parse_result(result_text(made_up(2'000, DataKind::synthetic)));
  ASSERT_TRUE(source);
  EXPECT_FALSE(calibration_text(*source, std::nullopt, "made_up", 2e-3));
}

TEST(Result, RefusesWhatIsNoResult) {
  const std::string good = result_text(made_up(300, DataKind::synthetic));
  ASSERT_TRUE(parse_result(good));
  const std::pair<const char*, const char*> changes[] = {
      {"truename-result-1", "truename-result-2"},
      {"\"data_kind\":\"synthetic\"", "\"data_kind\":\"real\""},
      {"\"impostor_compared\":300", "\"impostor_compared\":3"},
      {"\"date\":\"2026-11-24\"", "\"date\":\"yesterday\""},
      {"\"pad\":null", "\"pad\":null,\"more\":1"},
      {"\"genuine_reaching\":0}", "\"genuine_reaching\":-1}"},
  };
  for (const auto& [from, to] : changes) {
    std::string text = good;
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, std::string(from).size(), to);
    EXPECT_FALSE(parse_result(text)) << to;
  }
}

TEST(Report, EscapesNamesLoadsNothingAndSaysWhatItCannotCarry) {
  const std::string page = report_html(made_up(300, DataKind::synthetic));
  EXPECT_NE(page.find("made up &amp; nobody's"), std::string::npos);
  EXPECT_NE(page.find("&lt;in&gt;"), std::string::npos);
  EXPECT_NE(page.find("synthetic data"), std::string::npos);
  EXPECT_NE(page.find("too small to show FMR"), std::string::npos);
  EXPECT_NE(page.find("<svg"), std::string::npos);
  for (const char* const outside : {"<script", "src=", "href=", "url(", "http"}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
}

TEST(ScoreFile, GoesOnAfterACutAnywhere) {
  const auto list = parse_pair_csv("first,second,same\na,b,1\na,c,0\nb,c,0\n");
  ASSERT_TRUE(list);
  const std::string header = score_file_header("l", "m");
  const std::string first = score_row(list->pairs[0], {0.5});
  const std::string second = score_row(list->pairs[1], {0, Taken::no_face, Taken::ok});
  const std::string whole = header + first + second;
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const auto scores = parse_scores(whole.substr(0, cut), header, *list);
    ASSERT_TRUE(scores) << cut;
    const std::size_t rows = cut < header.size() + first.size() ? 0 : cut < whole.size() ? 1 : 2;
    EXPECT_EQ(scores->count, rows) << cut;
    EXPECT_LE(scores->whole_bytes, cut);
  }
}

TEST(ScoreFile, RefusesAnotherListAndRowsOfNoPair) {
  const auto list = parse_pair_csv("first,second,same\na,b,1\na,c,0\n");
  ASSERT_TRUE(list);
  const std::string header = score_file_header("l", "m");
  const auto other = parse_scores(score_file_header("x", "m"), header, *list);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::conflict);
  for (const char* const row : {"9,0.5,ok,ok\n", "1,0.5,ok\n", "1,2.5,ok,ok\n", "1,nan,ok,ok\n",
                                "1,0.5,no_face,ok\n", "1,0.5,ok,ok,ok\n", "\n"}) {
    EXPECT_FALSE(parse_scores(header + row, header, *list)) << row;
  }
  const std::string row = "1,0.5,ok,ok\n";
  EXPECT_FALSE(parse_scores(header + row + row, header, *list));
}

TEST(ScoreFile, GivenScoresMayComeWithoutPictures) {
  const auto given = parse_given_scores("same,score\n1,0.9\n0,\n0,0.1\n");
  ASSERT_TRUE(given);
  EXPECT_FALSE(given->knows_pictures);
  EXPECT_EQ(given->outcomes.size(), 3U);
  EXPECT_FALSE(given->outcomes[1].compared());
  for (const char* const text : {"score\n1\n", "same,score\n1,7\n", "same,score\n2,0\n",
                                 "first,same,score\na,1,0\n", "same,score\n"}) {
    EXPECT_FALSE(parse_given_scores(text)) << text;
  }
}

}  // namespace
}  // namespace truename::evaluation
