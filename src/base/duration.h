// Lengths of time as ISO 8601 writes them, without the parts whose length depends on the calendar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace truename {

struct Duration {
  std::int64_t ms = 0;
  friend auto operator<=>(const Duration&, const Duration&) = default;
};

// "P90D", "PT24H", "P5W", "P1DT12H30M"; no years and months, no fractions, at most 100 years.
std::optional<Duration> parse_duration(std::string_view text);
// The shortest form that parse_duration reads: "P90D", "PT2H", "PT0S".
std::string duration_text(Duration length);

inline Timestamp operator+(Timestamp at, Duration length) { return {at.unix_ms + length.ms}; }
inline Duration operator-(Timestamp later, Timestamp earlier) {
  return {later.unix_ms - earlier.unix_ms};
}

}  // namespace truename
