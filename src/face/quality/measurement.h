// Measurement: what one component found, or why it could not; never 0 for "could not".
#pragma once

#include <optional>
#include <string_view>

namespace truename::face::quality {

struct Measurement {
  std::optional<double> raw;  // in the component's unit; absent when not assessed
  std::string_view reason;    // why not assessed; "" when assessed
};

inline Measurement measured(double raw) { return {raw, {}}; }
inline Measurement not_assessed(std::string_view reason) { return {std::nullopt, reason}; }

}  // namespace truename::face::quality
