// A value with the text that it rests on, and how that text was seen.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace truename::policy {

// How the source of a value was seen; the marks of facts/regimes.md.
enum class Mark { looked_up, memory, memory_low, own_design };
std::string_view mark_text(Mark mark);
std::optional<Mark> parse_mark(std::string_view text);

// A value and the text that it rests on.
template <class T>
struct Cited {
  T value{};
  std::string cite;
  Mark mark = Mark::own_design;
};

}  // namespace truename::policy
