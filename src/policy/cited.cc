#include "policy/cited.h"

namespace truename::policy {
namespace {

constexpr std::size_t kTextLimit = 4096;  // bytes; a consent text fills one screen

}  // namespace

std::string read_text(Fields& in, std::string_view key) {
  std::string text = in.text(key);
  if (text.empty() || text.size() > kTextLimit) {
    in.complain("needs \"" + std::string(key) + "\" of 1 to 4096 bytes");
  }
  return text;
}

Mark read_mark(Fields& in) {
  const std::string text = in.text("confidence");
  const auto mark = parse_mark(text);
  if (!mark) {
    in.complain("has confidence \"" + text +
                "\"; write looked_up, memory, memory_low or own_design");
  }
  return mark.value_or(Mark::own_design);
}

double number_above_0_to_1(Fields& in) {
  const double value = in.number("value");
  if (!(value > 0 && value <= 1)) in.complain("needs a \"value\" above 0 and at most 1");
  return value;
}

int integer_between(Fields& in, std::int64_t least, std::int64_t most) {
  const std::int64_t value = in.integer("value");
  if (value < least || value > most) {
    in.complain("needs a \"value\" from " + std::to_string(least) + " to " + std::to_string(most));
    return static_cast<int>(least);
  }
  return static_cast<int>(value);
}

void note_doubt(Fields& in, Context& context) {
  if (in.has("doubt")) context.doubts.push_back(context.id + ": " + read_text(in, "doubt"));
}

}  // namespace truename::policy
