#include "reading/read_mrz.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "document/mrz.h"
#include "reading/text_detect.h"

namespace truename::reading {
namespace {

using vision::Point;

constexpr std::size_t kLineLength = 44;
constexpr std::size_t kMiscount = 8;       // fillers that a recogniser was seen to lose or add
constexpr std::size_t kFewestDigits = 15;  // of the second line: dates and check digits
constexpr float kLineGap = 4;              // line heights; the two lines are one and a half apart

// Places on the page in millimetres from its top left corner (Doc 9303-4 §3: 125 x 88).
constexpr float kFirstCharacter = 7.6F;
constexpr float kLastCharacter = kFirstCharacter + 43 * 2.54F;
constexpr float kUpperLine = 75.0F;
constexpr float kLowerLine = 81.5F;
// Zone V, with the margin that a face detector wants.
constexpr vision::Box kPortrait{0.9F, 12.5F, 44.3F, 66.5F};
constexpr int kPortraitWidth = 400;  // pixels; a face of about 150, the extractor wants 112

struct Zone {
  TextLine upper;
  TextLine lower;
};

struct Fillers {
  std::size_t at = 0;
  std::size_t count = 0;
};

Fillers longest_fillers(const std::string& line) {
  Fillers longest;
  Fillers current;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '<') {
      current.count = 0;
      continue;
    }
    if (current.count == 0) current.at = i;
    ++current.count;
    if (current.count > longest.count) longest = current;
  }
  return longest;
}

// As read in any alphabet, before the fillers are counted right.
bool has_zone_length(const TextLine& line) {
  return line.glyphs.size() + kMiscount >= kLineLength &&
         line.glyphs.size() <= kLineLength + kMiscount;
}

bool is_upper_line(const TextLine& line) {
  const std::string text = text_of(line.glyphs);
  return has_zone_length(line) && (text[0] == 'P' || text[0] == 'p') &&
         longest_fillers(text).count > 1;
}

bool is_lower_line(const TextLine& line) {
  const std::string text = text_of(line.glyphs);
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  return has_zone_length(line) && static_cast<std::size_t>(digits) >= kFewestDigits;
}

std::optional<Zone> find_zone(const std::vector<TextLine>& lines) {
  for (const TextLine& upper : lines) {
    if (!is_upper_line(upper)) continue;
    for (const TextLine& lower : lines) {
      const float gap = lower.quad[0].y - upper.quad[0].y;
      if (gap <= 0 || gap > kLineGap * quad_height(upper.quad)) continue;
      if (is_lower_line(lower)) return Zone{upper, lower};
    }
  }
  return std::nullopt;
}

// By the zone's corner characters. Two lines so close together tell turn, size and place; they
// cannot tell perspective, which the margin has to take.
domain::Image cut_portrait(const domain::Image& picture, const Zone& zone) {
  const float scale = kPortraitWidth / kPortrait.width();
  const auto on_portrait = [&](float x, float y) {
    return Point{(x - kPortrait.left) * scale, (y - kPortrait.top) * scale};
  };
  const auto transform = vision::fit_similarity(
      {zone.upper.glyphs.front().at, zone.upper.glyphs.back().at, zone.lower.glyphs.front().at,
       zone.lower.glyphs.back().at},
      {on_portrait(kFirstCharacter, kUpperLine), on_portrait(kLastCharacter, kUpperLine),
       on_portrait(kFirstCharacter, kLowerLine), on_portrait(kLastCharacter, kLowerLine)});
  const auto height = static_cast<int>(std::lround(kPortrait.height() * scale));
  return vision::warp(picture, transform, kPortraitWidth, height);
}

domain::DocumentFields fields_of(document::Mrz mrz) {
  const std::string blank = mrz.surname.empty() || mrz.given_names.empty() ? "" : " ";
  domain::DocumentFields fields;
  fields.name = domain::PersonName(mrz.surname + blank + mrz.given_names);
  fields.number = domain::IdentityNumber(mrz.document_number);
  fields.sex = std::move(mrz.sex);
  fields.nation = std::move(mrz.nationality);
  fields.birth_date = mrz.birth_date;
  fields.issuing_state = std::move(mrz.issuing_state);
  fields.expiry_date = mrz.expiry_date;
  fields.mrz = std::move(mrz.lines);
  return fields;
}

}  // namespace

std::string mrz_line(const std::vector<Glyph>& glyphs) {
  std::string line;
  for (const Glyph& glyph : glyphs) {
    if (glyph.text == " ") continue;
    for (const char c : glyph.text) {
      line += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  const Fillers fillers = longest_fillers(line);
  if (line.size() < kLineLength && line.size() + kMiscount >= kLineLength && fillers.count > 2) {
    line.insert(fillers.at, kLineLength - line.size(), '<');
  } else if (line.size() > kLineLength && line.size() <= kLineLength + kMiscount &&
             fillers.count > 2 + line.size() - kLineLength) {
    line.erase(fillers.at, line.size() - kLineLength);
  }
  return line;
}

Result<std::optional<domain::DocumentReading>> read_mrz(const domain::Image& picture,
                                                        const std::vector<TextLine>& lines,
                                                        const TextRecogniser& recogniser,
                                                        const Date& today) {
  auto zone = find_zone(lines);
  if (!zone) return std::optional<domain::DocumentReading>();
  zone->upper = TRY(recogniser.recognise(picture, zone->upper.quad, Alphabet::mrz));
  zone->lower = TRY(recogniser.recognise(picture, zone->lower.quad, Alphabet::mrz));
  domain::DocumentReading reading;
  reading.type = domain::DocumentType::passport_td3;
  reading.fields.mrz = {mrz_line(zone->upper.glyphs), mrz_line(zone->lower.glyphs)};
  auto mrz = document::parse_mrz(reading.fields.mrz, today);
  if (mrz) reading.fields = fields_of(*std::move(mrz));
  reading.confidence =
      std::min(confidence_of(zone->upper.glyphs), confidence_of(zone->lower.glyphs));
  reading.portrait = cut_portrait(picture, *zone);
  reading.portrait_has_face = true;  // that one was located; whether it shows a face is face/'s
  return std::optional(std::move(reading));
}

}  // namespace truename::reading
