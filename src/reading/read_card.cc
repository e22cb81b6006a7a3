#include "reading/read_card.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

#include "base/check.h"
#include "reading/card_layout.h"
#include "reading/text_detect.h"

namespace truename::reading {
namespace {

using vision::Box;
using vision::Point;

constexpr double kLeastConfidence = 0.5;  // below it the line is background, not print
constexpr float kRow = 52;                // layout height of a row of print
constexpr float kHighestLine = 85;        // layout; higher is the watermark or the background
constexpr int kPortraitWidth = 400;       // pixels; a face of about 150, the extractor wants 112

// The glyphs of one line that stand in the box of a field.
struct Piece {
  Point at;  // layout place of the first glyph
  std::vector<Glyph> glyphs;
};

bool inside(const Box& box, const Point& point) {
  return point.x >= box.left && point.x < box.right && point.y >= box.top && point.y < box.bottom;
}

float layout_height(const CardFit& fit, const TextLine& line) {
  vision::Quad quad = line.quad;
  for (Point& corner : quad) corner = vision::project(fit.to_layout, corner);
  return quad_height(quad);
}

std::vector<Piece> pieces_in(const CardFit& fit, const Box& box) {
  std::vector<Piece> pieces;
  for (const TextLine& line : fit.values) {
    if (confidence_of(line.glyphs) < kLeastConfidence) continue;
    if (layout_height(fit, line) > kHighestLine) continue;
    Piece piece;
    for (const Glyph& glyph : line.glyphs) {
      const Point at = vision::project(fit.to_layout, glyph.at);
      if (glyph.text == " " || !inside(box, at)) continue;
      if (piece.glyphs.empty()) piece.at = at;
      piece.glyphs.push_back(glyph);
    }
    if (!piece.glyphs.empty()) pieces.push_back(std::move(piece));
  }
  return pieces;
}

// Row by row, left to right.
void sort_as_read(std::vector<Piece>& pieces, const Box& box) {
  const auto row = [&](const Piece& piece) { return std::floor((piece.at.y - box.top) / kRow); };
  std::sort(pieces.begin(), pieces.end(), [&](const Piece& a, const Piece& b) {
    return row(a) != row(b) ? row(a) < row(b) : a.at.x < b.at.x;
  });
}

std::vector<Glyph> found(const CardFit& fit, CardField field) {
  const Box box = card_field_box(field);
  std::vector<Piece> pieces = pieces_in(fit, box);
  sort_as_read(pieces, box);
  std::vector<Glyph> glyphs;
  for (const Piece& piece : pieces) {
    glyphs.insert(glyphs.end(), piece.glyphs.begin(), piece.glyphs.end());
  }
  return glyphs;
}

bool is_sex(std::string_view text) { return text == "男" || text == "女"; }

bool is_whole(CardField field, const std::string& text) {
  switch (field) {
    case CardField::name:
    case CardField::nation:
    case CardField::address:
      return !text.empty();
    case CardField::sex:
      return is_sex(text);
    case CardField::birth_date:
      return parse_printed_date(text).has_value();
    case CardField::number:
      return repair_resident_number(text).size() == 18;
  }
  CHECK(false);
}

// The detector misses single characters at times; at its known place a field needs no detector.
Result<std::vector<Glyph>> glyphs_of(CardField field, const CardFit& fit,
                                     const domain::Image& picture,
                                     const TextRecogniser& recogniser) {
  std::vector<Glyph> glyphs = found(fit, field);
  if (is_whole(field, text_of(glyphs))) return glyphs;
  TextLine again =
      TRY(recogniser.recognise(picture, in_picture(fit, card_field_row(field)), Alphabet::any));
  std::erase_if(again.glyphs, [](const Glyph& glyph) { return glyph.text == " "; });
  return is_whole(field, text_of(again.glyphs)) ? std::move(again.glyphs) : std::move(glyphs);
}

void set_field(domain::DocumentFields& fields, CardField field, const std::string& text) {
  switch (field) {
    case CardField::name:
      fields.name = domain::PersonName(text);
      return;
    case CardField::sex:
      fields.sex = text;
      return;
    case CardField::nation:
      fields.nation = text;
      return;
    case CardField::birth_date:
      fields.birth_date = parse_printed_date(text);
      return;
    case CardField::address:
      fields.address = domain::Address(text);
      return;
    case CardField::number:
      fields.number = domain::IdentityNumber(repair_resident_number(text));
      return;
  }
  CHECK(false);
}

domain::Image cut_portrait(const domain::Image& picture, const CardFit& fit) {
  const Box box = card_portrait_box();
  const auto height = static_cast<int>(std::lround(kPortraitWidth * box.height() / box.width()));
  const auto right = static_cast<float>(kPortraitWidth);
  const auto bottom = static_cast<float>(height);
  const vision::Quad quad = in_picture(fit, box);
  return vision::warp(picture,
                      vision::fit_homography({quad.begin(), quad.end()},
                                             {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}),
                      kPortraitWidth, height);
}

// Runs of digits, at most four (one more than a date has shows that it is none).
std::vector<int> digit_runs(std::string_view text) {
  std::vector<int> runs;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end && runs.size() < 4) {
    int value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error == std::errc()) runs.push_back(value);
    at = std::max(next, at + 1);
  }
  return runs;
}

}  // namespace

std::optional<Date> parse_printed_date(std::string_view text) {
  const std::vector<int> runs = digit_runs(text);
  if (runs.size() != 3) return std::nullopt;
  const Date date{runs[0], runs[1], runs[2]};
  return is_calendar_date(date) ? std::optional(date) : std::nullopt;
}

std::string repair_resident_number(std::string_view text) {
  std::string number;
  for (const char raw : text) {
    const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(raw)));
    if (upper == 'O' || upper == 'D') {
      number += '0';
    } else if (upper == 'I' || upper == 'L') {
      number += '1';
    } else if (upper != ' ') {
      number += upper;
    }
  }
  return number;
}

Result<std::optional<domain::DocumentReading>> read_card(const domain::Image& picture,
                                                         const std::vector<TextLine>& lines,
                                                         const TextRecogniser& recogniser) {
  const auto fit = fit_card(lines);
  if (!fit) return std::optional<domain::DocumentReading>();
  domain::DocumentReading reading;
  reading.type = domain::DocumentType::cn_resident_id;
  reading.confidence = 1;
  for (const CardField field : {CardField::name, CardField::sex, CardField::nation,
                                CardField::birth_date, CardField::address, CardField::number}) {
    const std::vector<Glyph> glyphs = TRY(glyphs_of(field, *fit, picture, recogniser));
    set_field(reading.fields, field, text_of(glyphs));
    reading.confidence = std::min(reading.confidence, confidence_of(glyphs));
  }
  reading.portrait = cut_portrait(picture, *fit);
  reading.portrait_has_face = true;  // that one was located; whether it shows a face is face/'s
  return std::optional(std::move(reading));
}

}  // namespace truename::reading
