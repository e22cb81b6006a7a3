#include "base/duration.h"

#include <charconv>

namespace truename {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kLimit = 36525 * kDay;

struct Unit {
  char letter;
  bool of_time;  // stands after "T"
  std::int64_t ms;
};
// In the order in which they may follow each other.
constexpr Unit kUnits[] = {{'W', false, 7 * kDay},
                           {'D', false, kDay},
                           {'H', true, kHour},
                           {'M', true, kMinute},
                           {'S', true, kSecond}};

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  if (!text.starts_with('P')) return std::nullopt;
  text.remove_prefix(1);
  std::int64_t total = 0;
  bool in_time = false;
  bool any = false;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    if (text.front() == 'T') {
      if (in_time) return std::nullopt;
      in_time = true;
      any = false;  // something must follow
      text.remove_prefix(1);
      continue;
    }
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || count < 0 || count > kLimit / kSecond) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return std::nullopt;
    while (next_unit < std::size(kUnits) &&
           (kUnits[next_unit].letter != text.front() || kUnits[next_unit].of_time != in_time)) {
      ++next_unit;
    }
    if (next_unit == std::size(kUnits)) return std::nullopt;
    if (count > kLimit / kUnits[next_unit].ms) return std::nullopt;
    total += count * kUnits[next_unit++].ms;
    text.remove_prefix(1);
    any = true;
  }
  if (!any || total > kLimit) return std::nullopt;
  return Duration{total};
}

std::string duration_text(Duration length) {
  if (length.ms == 0) return "PT0S";
  std::int64_t rest = length.ms;
  std::string out = "P";
  bool time_written = false;
  for (const Unit& unit : kUnits) {
    if (unit.letter == 'W') continue;  // may not stand beside days everywhere
    const std::int64_t count = rest / unit.ms;
    rest %= unit.ms;
    if (count == 0) continue;
    if (unit.of_time && !time_written) out += 'T';
    time_written = time_written || unit.of_time;
    out += std::to_string(count) + unit.letter;
  }
  return out;
}

}  // namespace truename
