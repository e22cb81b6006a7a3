#include "reading/card_layout.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

#include "base/check.h"

namespace truename::reading {
namespace {

using vision::Box;
using vision::Point;

struct Label {
  std::string_view text;
  Point first;  // centre of the first character in the layout
  Point last;
};

constexpr std::array<Label, 6> kLabels{{
    {"公民身份号码", {77, 559}, {221, 559}},
    {"姓名", {77, 101}, {105, 101}},
    {"性别", {77, 175}, {105, 175}},
    {"民族", {277, 175}, {305, 175}},
    {"出生", {77, 249}, {105, 249}},
    {"住址", {77, 323}, {105, 323}},
}};
constexpr std::size_t kHanBytes = 3;  // of one character of a label in UTF-8

constexpr Point kNumberFirst{317, 560};
constexpr Point kNumberLast{893, 560};
constexpr std::size_t kNumberLength = 18;

// An anchor further off than half a character row belongs to something else.
constexpr double kAnchorLimit = 30;
// Root mean square over the anchors; 1.3 to 2.8 on the synthetic cards and photographs.
constexpr double kFitLimit = 15;
constexpr std::size_t kFewestAnchors = 8;  // four labels, or three and the number

struct Anchors {
  std::vector<Point> picture;
  std::vector<Point> layout;
  void add(Point in_picture, Point in_layout) {
    picture.push_back(in_picture);
    layout.push_back(in_layout);
  }
  void drop(std::size_t index) {
    picture.erase(picture.begin() + static_cast<std::ptrdiff_t>(index));
    layout.erase(layout.begin() + static_cast<std::ptrdiff_t>(index));
  }
};

// The label at `start`, with at most one character of a long label misread.
bool stands_at(const Label& label, const std::vector<Glyph>& glyphs, std::size_t start) {
  const std::size_t count = label.text.size() / kHanBytes;
  if (start + count > glyphs.size()) return false;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    wrong += glyphs[start + i].text == label.text.substr(i * kHanBytes, kHanBytes) ? 0 : 1;
  }
  return wrong <= (count > 4 ? 1 : 0);
}

// Moves the labels of one line into `anchors`, and leaves the values between them.
void take_labels(TextLine& line, Anchors& anchors) {
  for (const Label& label : kLabels) {
    for (std::size_t start = 0; start < line.glyphs.size(); ++start) {
      if (!stands_at(label, line.glyphs, start)) continue;
      const std::size_t last = start + label.text.size() / kHanBytes - 1;
      anchors.add(line.glyphs[start].at, label.first);
      anchors.add(line.glyphs[last].at, label.last);
      line.glyphs.erase(line.glyphs.begin() + static_cast<std::ptrdiff_t>(start),
                        line.glyphs.begin() + static_cast<std::ptrdiff_t>(last + 1));
      break;
    }
  }
}

bool is_number_character(const Glyph& glyph) {
  return glyph.text.size() == 1 && (std::isdigit(static_cast<unsigned char>(glyph.text[0])) != 0 ||
                                    glyph.text == "X" || glyph.text == "x");
}

void take_number_ends(const TextLine& line, Anchors& anchors) {
  const auto count = std::count_if(line.glyphs.begin(), line.glyphs.end(), is_number_character);
  if (line.glyphs.size() != kNumberLength || static_cast<std::size_t>(count) != kNumberLength)
    return;
  anchors.add(line.glyphs.front().at, kNumberFirst);
  anchors.add(line.glyphs.back().at, kNumberLast);
}

double miss(const vision::Homography& fit, const Anchors& anchors, std::size_t index) {
  const Point at = vision::project(fit, anchors.picture[index]);
  return std::hypot(at.x - anchors.layout[index].x, at.y - anchors.layout[index].y);
}

// Least squares, dropping the worst anchor until all agree.
std::optional<vision::Homography> fit_plane(Anchors anchors) {
  while (anchors.picture.size() >= kFewestAnchors) {
    const auto fit = vision::fit_homography(anchors.picture, anchors.layout);
    if (fit[8] == 0) return std::nullopt;
    std::size_t worst = 0;
    double squares = 0;
    for (std::size_t i = 0; i < anchors.picture.size(); ++i) {
      if (miss(fit, anchors, i) > miss(fit, anchors, worst)) worst = i;
      squares += miss(fit, anchors, i) * miss(fit, anchors, i);
    }
    const double mean = std::sqrt(squares / static_cast<double>(anchors.picture.size()));
    if (miss(fit, anchors, worst) <= kAnchorLimit && mean <= kFitLimit) return fit;
    anchors.drop(worst);
  }
  return std::nullopt;
}

}  // namespace

Box card_field_box(CardField field) {
  switch (field) {
    case CardField::name:
      return {135, 66, 640, 136};
    case CardField::sex:
      return {135, 140, 250, 210};
    case CardField::nation:
      return {318, 140, 640, 210};
    case CardField::birth_date:
      return {135, 214, 640, 284};
    case CardField::address:
      return {135, 288, 650, 505};
    case CardField::number:
      return {265, 520, 990, 600};
  }
  CHECK(false);
}

Box card_field_row(CardField field) {
  switch (field) {
    case CardField::name:
      return {148, 76, 480, 126};
    case CardField::sex:
      return {148, 150, 212, 200};
    case CardField::nation:
      return {340, 150, 480, 200};
    case CardField::birth_date:
      return {148, 224, 484, 274};
    case CardField::address:
      return {148, 298, 620, 348};
    case CardField::number:
      return {290, 534, 920, 586};
  }
  CHECK(false);
}

// 26 x 32 mm on paper (GA 448), drawn 291 x 368.
Box card_portrait_box() { return {667 - 44, 97 - 55, 958 + 44, 465 + 55}; }

std::optional<CardFit> fit_card(const std::vector<TextLine>& lines) {
  CardFit fit;
  Anchors anchors;
  for (TextLine line : lines) {
    take_labels(line, anchors);
    take_number_ends(line, anchors);
    if (!line.glyphs.empty()) fit.values.push_back(std::move(line));
  }
  const auto plane = fit_plane(std::move(anchors));
  if (!plane) return std::nullopt;
  fit.to_layout = *plane;
  fit.to_picture = vision::inverse(*plane);
  return fit;
}

vision::Quad in_picture(const CardFit& fit, const Box& box) {
  return {vision::project(fit.to_picture, {box.left, box.top}),
          vision::project(fit.to_picture, {box.right, box.top}),
          vision::project(fit.to_picture, {box.right, box.bottom}),
          vision::project(fit.to_picture, {box.left, box.bottom})};
}

}  // namespace truename::reading
