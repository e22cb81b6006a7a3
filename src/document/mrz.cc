#include "document/mrz.h"

#include <algorithm>

namespace truename::document {
namespace {

enum class Alphabet { letters, digits, either };

struct Span {
  std::size_t line;
  std::size_t from;
  std::size_t count;
  Alphabet alphabet;
};

// Where everything stands; positions of Doc 9303-4 §4.2.2, -5 §4.2.2 and -6 §4.2.2, from 0.
struct Layout {
  MrzFormat format;
  std::size_t line_count;
  std::size_t width;
  Span number, number_check, nationality, birth, birth_check, sex, expiry, expiry_check, name;
  Span composite_check;
  std::vector<Span> composite;
  std::vector<Span> optional;  // never repaired beyond upper case
};

using enum Alphabet;

const Layout& layout_of(MrzFormat format) {
  static const Layout kTd1{
      MrzFormat::td1,
      3,
      30,
      {0, 5, 9, either},
      {0, 14, 1, either},
      {1, 15, 3, letters},
      {1, 0, 6, digits},
      {1, 6, 1, digits},
      {1, 7, 1, letters},
      {1, 8, 6, digits},
      {1, 14, 1, digits},
      {2, 0, 30, letters},
      {1, 29, 1, digits},
      {{0, 5, 25, either}, {1, 0, 7, either}, {1, 8, 7, either}, {1, 18, 11, either}},
      {{0, 15, 15, either}, {1, 18, 11, either}}};
  static const Layout kTd2{MrzFormat::td2,
                           2,
                           36,
                           {1, 0, 9, either},
                           {1, 9, 1, digits},
                           {1, 10, 3, letters},
                           {1, 13, 6, digits},
                           {1, 19, 1, digits},
                           {1, 20, 1, letters},
                           {1, 21, 6, digits},
                           {1, 27, 1, digits},
                           {0, 5, 31, letters},
                           {1, 35, 1, digits},
                           {{1, 0, 10, either}, {1, 13, 7, either}, {1, 21, 14, either}},
                           {{1, 28, 7, either}}};
  static const Layout kTd3{MrzFormat::td3,
                           2,
                           44,
                           {1, 0, 9, either},
                           {1, 9, 1, digits},
                           {1, 10, 3, letters},
                           {1, 13, 6, digits},
                           {1, 19, 1, digits},
                           {1, 20, 1, letters},
                           {1, 21, 6, digits},
                           {1, 27, 1, digits},
                           {0, 5, 39, letters},
                           {1, 43, 1, digits},
                           {{1, 0, 10, either}, {1, 13, 7, either}, {1, 21, 22, either}},
                           {{1, 28, 14, either}}};
  switch (format) {
    case MrzFormat::td1:
      return kTd1;
    case MrzFormat::td2:
      return kTd2;
    case MrzFormat::td3:
      return kTd3;
  }
  return kTd3;
}

char repaired(char c, Alphabet alphabet) {
  constexpr std::string_view kSeenLetters = "OQDIZSBG";
  constexpr std::string_view kMeantDigits = "00012586";
  constexpr std::string_view kSeenDigits = "012586";
  constexpr std::string_view kMeantLetters = "OIZSBG";
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const std::string_view seen = alphabet == digits ? kSeenLetters : kSeenDigits;
  const std::string_view meant = alphabet == digits ? kMeantDigits : kMeantLetters;
  const std::size_t at = alphabet == either ? std::string_view::npos : seen.find(c);
  return at == std::string_view::npos ? c : meant[at];
}

using Lines = std::vector<std::string>;

void repair(Lines& lines, const Span& span) {
  for (std::size_t i = 0; i < span.count; ++i) {
    char& c = lines[span.line][span.from + i];
    c = repaired(c, span.alphabet);
  }
}

std::string text_at(const Lines& lines, const Span& span) {
  return lines[span.line].substr(span.from, span.count);
}

std::string without_fillers(std::string text) {
  while (!text.empty() && text.back() == '<') text.pop_back();
  std::replace(text.begin(), text.end(), '<', ' ');
  return text;
}

std::optional<int> two_digits(std::string_view text, std::size_t at) {
  const char tens = text[at];
  const char ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return std::nullopt;
  return (tens - '0') * 10 + (ones - '0');
}

std::optional<Date> date_in_century(std::string_view text, int century) {
  const auto year = two_digits(text, 0);
  const auto month = two_digits(text, 2);
  const auto day = two_digits(text, 4);
  if (!year || !month || !day) return std::nullopt;
  const Date date{century + *year, *month, *day};
  return is_calendar_date(date) ? std::optional(date) : std::nullopt;
}

std::optional<Date> birth_date(std::string_view text, const Date& today) {
  const auto recent = date_in_century(text, 2000);
  if (recent && *recent <= today) return recent;
  return date_in_century(text, 1900);
}

bool check_holds(const std::string& text, char check) {
  return check == static_cast<char>('0' + mrz_check_digit(text));
}

void set_name(Mrz& mrz, const std::string& field) {
  const std::size_t divide = field.find("<<");
  mrz.surname = without_fillers(field.substr(0, divide));
  if (divide != std::string::npos) mrz.given_names = without_fillers(field.substr(divide + 2));
}

// A number over nine characters goes on in the optional data, its check digit behind it, and '<'
// stands where the check digit would be (Doc 9303-5 and 9303-6 §4.2.2, note j; not on passports).
void set_number(Mrz& mrz, const Lines& lines, const Layout& layout) {
  std::string number = text_at(lines, layout.number);
  char check = text_at(lines, layout.number_check)[0];
  if (layout.format != MrzFormat::td3 && check == '<' && number.back() != '<') {
    const std::string rest = without_fillers(text_at(lines, layout.optional[0]));
    const std::string more = rest.substr(0, rest.find(' '));
    if (!more.empty()) {
      number += more.substr(0, more.size() - 1);
      check = more.back();
    }
  }
  mrz.document_number = without_fillers(number);
  if (!check_holds(number, repaired(check, digits)))
    mrz.failed_checks.emplace_back("document_number");
}

void check_composite(Mrz& mrz, const Lines& lines, const Layout& layout) {
  std::string all;
  for (const Span& span : layout.composite) all += text_at(lines, span);
  if (!check_holds(all, text_at(lines, layout.composite_check)[0])) {
    mrz.failed_checks.emplace_back("composite");
  }
}

// TD3 alone checks its personal number; an empty one may bear '<' or 0 (Doc 9303-4 §4.2.2.2).
void check_personal_number(Mrz& mrz, const Lines& lines, const Layout& layout) {
  if (layout.format != MrzFormat::td3) return;
  const std::string number = text_at(lines, layout.optional[0]);
  const char check = lines[1][42];
  const bool empty = number.find_first_not_of('<') == std::string::npos;
  if (empty && (check == '<' || check == '0')) return;
  if (!check_holds(number, repaired(check, digits)))
    mrz.failed_checks.emplace_back("personal_number");
}

Result<const Layout*> shape_of(const Lines& lines) {
  for (const MrzFormat format : {MrzFormat::td1, MrzFormat::td2, MrzFormat::td3}) {
    const Layout& layout = layout_of(format);
    const bool fits = lines.size() == layout.line_count &&
                      std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
                        return line.size() == layout.width;
                      });
    if (fits) return &layout;
  }
  return fail(ErrorCode::bad_input,
              "The machine readable zone must be 2 lines of 44 or 36, or 3 of 30 characters.");
}

bool in_alphabet(const Lines& lines) {
  return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    return std::all_of(line.begin(), line.end(), [](char c) {
      return c == '<' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    });
  });
}

}  // namespace

int mrz_check_digit(std::string_view text) {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
    sum += value * kWeights[i % 3];
  }
  return sum % 10;
}

Result<Mrz> parse_mrz(const std::vector<std::string>& given, const Date& today) {
  const Layout& layout = *TRY(shape_of(given));
  Lines lines = given;
  for (std::string& line : lines) {
    for (char& c : line) c = repaired(c, either);
  }
  for (const Span& span : {layout.number_check, layout.nationality, layout.birth,
                           layout.birth_check, layout.sex, layout.expiry, layout.expiry_check,
                           layout.name, layout.composite_check, Span{0, 0, 5, letters}}) {
    repair(lines, span);
  }
  // The check digit of the personal number counts in the composite, so it is mended before.
  if (layout.format == MrzFormat::td3) repair(lines, {1, 42, 1, digits});
  if (!in_alphabet(lines)) {
    return fail(ErrorCode::bad_input, "The machine readable zone may hold only A-Z, 0-9 and <.");
  }
  Mrz mrz{.format = layout.format,
          .document_code = without_fillers(lines[0].substr(0, 2)),
          .issuing_state = without_fillers(lines[0].substr(2, 3)),
          .surname = {},
          .given_names = {},
          .document_number = {},
          .nationality = without_fillers(text_at(lines, layout.nationality)),
          .birth_date = birth_date(text_at(lines, layout.birth), today),
          .sex = text_at(lines, layout.sex),
          .expiry_date = date_in_century(text_at(lines, layout.expiry), 2000),
          .failed_checks = {},
          .lines = lines};
  set_name(mrz, text_at(lines, layout.name));
  set_number(mrz, lines, layout);
  if (!check_holds(text_at(lines, layout.birth), text_at(lines, layout.birth_check)[0])) {
    mrz.failed_checks.emplace_back("birth_date");
  }
  if (!check_holds(text_at(lines, layout.expiry), text_at(lines, layout.expiry_check)[0])) {
    mrz.failed_checks.emplace_back("expiry_date");
  }
  check_personal_number(mrz, lines, layout);
  check_composite(mrz, lines, layout);
  return mrz;
}

}  // namespace truename::document
