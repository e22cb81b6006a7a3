#include "document/fold.h"

#include <algorithm>
#include <array>

namespace truename::document {
namespace {

// The dot inside names of minorities is typed in many forms and read as none or as another.
constexpr std::array<std::string_view, 9> kLeftOut = {
    "\u00A0",  // no-break space
    "\u00B7",  // middle dot, the standard's own form
    "\u2022",  // bullet
    "\u2027",  // hyphenation point
    "\u22C5",  // dot operator
    "\u3000",  // ideographic space
    "\u30FB",  // katakana middle dot
    "\uFF65",  // half-width katakana middle dot
    "\u2019",  // apostrophe as word processors set it
};
constexpr std::string_view kLeftOutAscii = " <,.-'";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// U+FF01 to U+FF5E are ASCII 0x21 to 0x7E, wide; 0 when `text` starts with none of them.
char narrowed(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xEF') return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (second == 0xBC && third >= 0x81 && third <= 0xBF) return static_cast<char>(third - 0x60);
  if (second == 0xBD && third >= 0x80 && third <= 0x9E) return static_cast<char>(third - 0x20);
  return 0;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const left_out =
        std::find_if(kLeftOut.begin(), kLeftOut.end(),
                     [&](std::string_view mark) { return text.starts_with(mark); });
    if (left_out != kLeftOut.end()) {
      text.remove_prefix(left_out->size());
      continue;
    }
    const char narrow = narrowed(text);
    const char c = narrow != 0 ? narrow : text.front();
    if (kLeftOutAscii.find(c) == std::string_view::npos) out += upper(c);
    text.remove_prefix(narrow != 0 ? 3 : 1);
  }
  return out;
}

}  // namespace truename::document
