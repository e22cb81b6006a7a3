// Tests of the text repairs on a resident card and of the fit to its layout, without pictures.
#include "reading/read_card.h"

#include <gtest/gtest.h>

#include "reading/card_layout.h"

namespace truename::reading {
namespace {

struct PrintedDate {
  std::string text;
  std::optional<Date> date;
};

class PrintedDates : public testing::TestWithParam<PrintedDate> {};

TEST_P(PrintedDates, AreReadWhenTheyHaveThreeNumbersThatMakeADay) {
  EXPECT_EQ(parse_printed_date(GetParam().text), GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(Table, PrintedDates,
                         testing::Values(PrintedDate{"1998年4月12日", Date{1998, 4, 12}},
                                         PrintedDate{"1998 年 4 月 12 日", Date{1998, 4, 12}},
                                         PrintedDate{"2000年2月29日", Date{2000, 2, 29}},
                                         PrintedDate{"1998牛4用12口", Date{1998, 4, 12}},
                                         PrintedDate{"1999年2月29日", std::nullopt},
                                         PrintedDate{"1998年412日", std::nullopt},
                                         PrintedDate{"1998年4月1 2日", std::nullopt},
                                         PrintedDate{"99999999999年4月12日", std::nullopt},
                                         PrintedDate{"", std::nullopt}));

struct ReadNumber {
  std::string text;
  std::string repaired;
};

class ReadNumbers : public testing::TestWithParam<ReadNumber> {};

TEST_P(ReadNumbers, GetTheirDigitsBackFromLookAlikes) {
  EXPECT_EQ(repair_resident_number(GetParam().text), GetParam().repaired);
}

INSTANTIATE_TEST_SUITE_P(Table, ReadNumbers,
                         testing::Values(ReadNumber{"990001199804121024", "990001199804121024"},
                                         ReadNumber{"99OOO1 19941018 126x", "99000119941018126X"},
                                         ReadNumber{"99000l199804I21024", "990001199804121024"},
                                         ReadNumber{"9900", "9900"}, ReadNumber{"", ""}));

// A line of glyphs 30 apart that starts at `at`, on a picture at half the layout's scale.
TextLine line_at(vision::Point at, const std::vector<std::string>& characters) {
  TextLine line;
  float x = at.x / 2;
  for (const std::string& character : characters) {
    line.glyphs.push_back({character, {x, at.y / 2}, 0.9F});
    x += 15;
  }
  line.quad = {vision::Point{at.x / 2, at.y / 2 - 10}, vision::Point{x, at.y / 2 - 10},
               vision::Point{x, at.y / 2 + 10}, vision::Point{at.x / 2, at.y / 2 + 10}};
  return line;
}

std::vector<TextLine> labels_of_a_card() {
  return {line_at({77, 101}, {"姓", "名"}), line_at({77, 175}, {"性", "别"}),
          line_at({277, 175}, {"民", "族", "满"}), line_at({77, 249}, {"出", "生"}),
          line_at({77, 559}, {"公", "民", "身", "份", "号", "码"})};
}

TEST(CardFit, TakesTheLabelsAndLeavesTheValueThatStoodInTheSameLine) {
  const auto fit = fit_card(labels_of_a_card());
  ASSERT_TRUE(fit.has_value());
  ASSERT_EQ(fit->values.size(), 1U);
  EXPECT_EQ(text_of(fit->values[0].glyphs), "满");
  const vision::Quad name = in_picture(*fit, {100, 200, 300, 400});
  EXPECT_NEAR(name[0].x, 50, 8);
  EXPECT_NEAR(name[2].y, 200, 8);
}

TEST(CardFit, IsNothingWhenThereAreTooFewLabels) {
  std::vector<TextLine> lines = labels_of_a_card();
  lines.resize(3);
  EXPECT_FALSE(fit_card(lines).has_value());
}

TEST(CardFit, IsNothingWhenTheLabelsStandAsOnAnotherDocument) {
  EXPECT_FALSE(fit_card({line_at({500, 600}, {"姓", "名"}), line_at({80, 90}, {"性", "别"}),
                         line_at({500, 90}, {"民", "族"}), line_at({300, 310}, {"出", "生"}),
                         line_at({90, 500}, {"住", "址"})})
                   .has_value());
}

TEST(CardFit, IsNothingWithoutLines) { EXPECT_FALSE(fit_card({}).has_value()); }

}  // namespace
}  // namespace truename::reading
