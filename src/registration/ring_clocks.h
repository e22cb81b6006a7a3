// ring_clocks: lets every clock that is due happen, in order, once; again after any crash.
#pragma once

#include <cstddef>

#include "registration/change_line.h"

namespace truename::registration {

struct Rung {
  std::size_t moved = 0;
  std::size_t refused = 0;  // no row of the pack in force listens any more; the clock has ended
  // Due, but not to be heard now: this machine's clock stands before the line's last event, the
  // pack in force does not know the line's state, or what a row needs is not met. They hold up no
  // other.
  std::size_t waiting = 0;
};

// Lets at most `limit` due clocks ring. Each is an event whose key names number, clock and
// revision, so that a clock that rang before a crash does not ring again.
Result<Rung> ring_clocks(const LifeSetting& setting, std::size_t limit);

}  // namespace truename::registration
