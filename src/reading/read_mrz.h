// Reads a passport's data page (TD3) by its machine readable zone; does not verify check digits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/document.h"
#include "reading/text_recognise.h"

namespace truename::reading {

// The glyphs as a line of 44 capitals: blanks out, and the longest run of fillers stretched or cut
// when the count is off by at most eight (recognisers miscount them).
std::string mrz_line(const std::vector<Glyph>& glyphs);

// Nothing when no two neighbouring lines look like a TD3 zone. A zone that does not parse is a
// passport with its lines and no fields. The lines are read again in the zone's own alphabet.
// `today` gives birth years their century.
Result<std::optional<domain::DocumentReading>> read_mrz(const domain::Image& picture,
                                                        const std::vector<TextLine>& lines,
                                                        const TextRecogniser& recogniser,
                                                        const Date& today);

}  // namespace truename::reading
