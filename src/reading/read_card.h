// Reads the front of a Chinese resident card from its lines of text; does not judge what it says.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/document.h"
#include "reading/text_recognise.h"

namespace truename::reading {

// "1998年4月12日", with blanks or misread marks between the three numbers.
std::optional<Date> parse_printed_date(std::string_view text);
// Blanks out, "x" and letters that look like digits set right: "99000l I9940412IO2x".
std::string repair_resident_number(std::string_view text);

// Nothing when the lines do not stand as on this card. `picture` is what the lines were found in;
// a field that was not among them is read again at its place.
Result<std::optional<domain::DocumentReading>> read_card(const domain::Image& picture,
                                                         const std::vector<TextLine>& lines,
                                                         const TextRecogniser& recogniser);

}  // namespace truename::reading
