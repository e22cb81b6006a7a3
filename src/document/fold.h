// fold: a name or number stripped of what differs by keyboard, camera or MRZ alone; not a spelling.
#pragma once

#include <string>
#include <string_view>

namespace truename::document {

// For comparing only. UTF-8. Full-width letters and digits become ASCII, ASCII letters capitals;
// spaces, middle dots of any form, and the punctuation that an MRZ leaves out (Doc 9303-3 §4.6)
// fall away. Letters beyond ASCII stay as they are: "Ö" is not "OE" here.
std::string fold(std::string_view text);

}  // namespace truename::document
