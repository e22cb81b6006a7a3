// Tests of how a read line of the machine readable zone gets its 44 characters.
#include "reading/read_mrz.h"

#include <gtest/gtest.h>

namespace truename::reading {
namespace {

std::vector<Glyph> glyphs_of(const std::string& text) {
  std::vector<Glyph> glyphs;
  for (const char character : text) glyphs.push_back({{character}, {}, 0.9F});
  return glyphs;
}

struct ReadLine {
  std::string read;
  std::string line;
};

class ReadLines : public testing::TestWithParam<ReadLine> {};

TEST_P(ReadLines, AreCapitalsWithTheirFillersCountedRight) {
  EXPECT_EQ(mrz_line(glyphs_of(GetParam().read)), GetParam().line);
}

// The specimen of Doc 9303-4 appendix B, and what recognisers make of it.
INSTANTIATE_TEST_SUITE_P(Table, ReadLines,
                         testing::Values(ReadLine{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                                  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"},
                                         ReadLine{"P<UTOErIKSSON<<ANNA<MARIA <<<<<<<<<<<<<<",
                                                  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"},
                                         ReadLine{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<",
                                                  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"},
                                         ReadLine{"L898902C36UTO7408122F1204159ZE184226B<<<10",
                                                  "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
                                         ReadLine{"L898902C36UTO7408122F1204159ZE184226B<<10",
                                                  "L898902C36UTO7408122F1204159ZE184226B<<10"},
                                         ReadLine{"P<UTO<<<", "P<UTO<<<"}, ReadLine{"", ""}));

}  // namespace
}  // namespace truename::reading
