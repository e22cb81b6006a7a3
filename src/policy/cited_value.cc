#include "policy/cited_value.h"

#include "base/check.h"

namespace truename::policy {

std::string_view mark_text(Mark mark) {
  switch (mark) {
    case Mark::looked_up:
      return "looked_up";
    case Mark::memory:
      return "memory";
    case Mark::memory_low:
      return "memory_low";
    case Mark::own_design:
      return "own_design";
  }
  CHECK(false);
}

std::optional<Mark> parse_mark(std::string_view text) {
  for (const Mark mark : {Mark::looked_up, Mark::memory, Mark::memory_low, Mark::own_design}) {
    if (mark_text(mark) == text) return mark;
  }
  return std::nullopt;
}

}  // namespace truename::policy
