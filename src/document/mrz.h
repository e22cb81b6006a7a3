// The machine readable zone (ICAO Doc 9303): repair by position, fields, check digits; no pixels.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace truename::document {

enum class MrzFormat { td1, td2, td3 };  // 3 x 30 (9303-5), 2 x 36 (9303-6), 2 x 44 (9303-4)

struct Mrz {
  MrzFormat format = MrzFormat::td3;
  std::string document_code;
  std::string issuing_state;
  std::string surname;  // fillers inside become single spaces
  std::string given_names;
  std::string document_number;
  std::string nationality;
  std::optional<Date> birth_date;
  std::string sex;  // "M", "F" or "<"
  std::optional<Date> expiry_date;
  std::vector<std::string> failed_checks;  // "document_number", "birth_date", "expiry_date",
                                           // "personal_number", "composite"; empty: all hold
  std::vector<std::string> lines;          // after repair
};

// Repairs what recognition confuses, by what each position may hold (a digit cannot be O), then
// checks. bad_input only when the lines have no MRZ shape; a failing check digit is data.
// `today` settles the century of birth (never in the future); expiry lies in 2000..2099.
Result<Mrz> parse_mrz(const std::vector<std::string>& lines, const Date& today);

// 7-3-1 weighting, modulo 10 (Doc 9303-3 §4.9); '<' counts 0, letters 10 to 35.
int mrz_check_digit(std::string_view text);

}  // namespace truename::document
