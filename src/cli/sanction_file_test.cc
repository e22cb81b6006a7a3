#include "cli/sanction_file.h"

#include <gtest/gtest.h>

namespace truename::cli {
namespace {

const std::string kHeader = "document_type,issuing_state,number,grade,from,until\n";
const std::string kRow = "cn_resident_id,,11010519491231002X,1,2026-01-01,2028-01-01\n";
constexpr Date kToday{2026, 11, 24};

std::string error_of(const std::string& text) {
  const auto rows = parse_sanction_file(text, kToday);
  return rows ? "none" : rows.error().message;
}

TEST(SanctionFile, csv_and_json_lines_give_the_same_rows) {
  const auto csv = parse_sanction_file(kHeader + kRow, kToday);
  const auto json = parse_sanction_file(
      R"({"document_type":"cn_resident_id","number":"11010519491231002x","grade":1,)"
      R"("from":"2026-01-01","until":"2028-01-01"})",
      kToday);
  ASSERT_TRUE(csv) << csv.error().message;
  ASSERT_TRUE(json) << json.error().message;
  ASSERT_EQ(csv->size(), 1U);
  ASSERT_EQ(json->size(), 1U);
  EXPECT_EQ(csv->front().identity.number, json->front().identity.number);
  EXPECT_EQ(csv->front().until, json->front().until);
  EXPECT_EQ(csv->front().place, 2U);
}

TEST(SanctionFile, one_bad_row_refuses_the_whole_file_by_its_line) {
  EXPECT_TRUE(error_of(kHeader + kRow + "th_id,,1,0,2026-01-01,2028-01-01\n" + kRow)
                  .starts_with("Line 3: the grade"));
  EXPECT_TRUE(error_of(kHeader + kRow + "th_id,,1\n").starts_with("Line 3: it has 3 columns"));
  EXPECT_TRUE(error_of("{\"number\":\"1\"}\n").starts_with("Line 1: "));
  EXPECT_TRUE(error_of("\n\n{\"grade\":").starts_with("Line 1: write "));
  EXPECT_TRUE(error_of("number,grade\n").starts_with("Line 1: write "));
}

TEST(SanctionFile, a_file_without_rows_is_an_empty_list) {
  EXPECT_TRUE(parse_sanction_file("", kToday)->empty());
  EXPECT_TRUE(parse_sanction_file(kHeader, kToday)->empty());
}

TEST(SanctionFile, a_list_has_at_most_two_hundred_thousand_rows) {
  std::string text = kHeader;
  for (std::size_t i = 0; i <= registration::kSanctionRowsLimit; ++i) {
    text += "th_id,,1,1,2026-01-01,2028-01-01\n";
  }
  EXPECT_EQ(parse_sanction_file(text, kToday).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace truename::cli
