#include "simulation/hand_clock.h"

namespace truename::simulation {

Timestamp noon_of(const Date& date) {
  const auto at = parse_timestamp(date_text(date) + "T12:00:00.000Z");
  return at.value_or(Timestamp{});
}

}  // namespace truename::simulation
