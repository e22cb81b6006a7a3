// Where things stand on the front of a Chinese resident card (GA 448), and fitting it; no values.
#pragma once

#include <optional>
#include <vector>

#include "reading/text_recognise.h"
#include "vision/imaging.h"

namespace truename::reading {

// All layout coordinates: a card of 85.6 x 54.0 mm drawn 1011 x 638 (300 dots an inch).
enum class CardField { name, sex, nation, birth_date, address, number };

// Where a value's glyph centres may stand.
vision::Box card_field_box(CardField field);
// The single row in which the value is printed; for an address its first row.
vision::Box card_field_row(CardField field);
// The portrait with a margin of 15 % on each side, as a face detector wants it.
vision::Box card_portrait_box();

struct CardFit {
  vision::Homography to_layout{};   // picture pixels to layout
  vision::Homography to_picture{};  // and back
  std::vector<TextLine> values;     // what was read, without the printed labels
};

// Finds the printed labels among the lines and fits the card's plane to them. Nothing when fewer
// than three labels and the number line are seen, or when they do not stand as on this card.
std::optional<CardFit> fit_card(const std::vector<TextLine>& lines);

// A box of the layout as it lies in the picture.
vision::Quad in_picture(const CardFit& fit, const vision::Box& box);

}  // namespace truename::reading
