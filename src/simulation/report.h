// Report: what came of a simulation, in counts; prints nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "base/value.h"

namespace truename::simulation {

// How often an event ended by a rule: "open", "line-order" or "open", "line.cap_reached by
// line-cap".
using Outcomes = std::map<std::pair<std::string, std::string>, std::uint64_t>;

// Lines per state of the pack at one moment.
struct Week {
  Date day;
  std::vector<std::uint32_t> lines;
};

struct Report {
  std::string policy_id;
  std::uint32_t people = 0;
  int years = 0;
  std::uint64_t seed = 0;
  std::uint64_t events = 0;  // applications decided and events on lines, moved or refused
  std::uint64_t applications = 0;
  std::uint64_t moved = 0;
  std::uint64_t refused = 0;
  std::uint64_t conflicts = 0;  // somebody else was first
  std::uint64_t clocks_rung = 0;
  std::uint64_t numbers = 0;   // that ever had a holder
  std::uint64_t recycled = 0;  // came free again
  std::uint64_t replayed = 0;  // changes told again from empty at the end, of all runs
  std::uint64_t invariant_breaks = 0;
  std::vector<std::string> breaks;  // the first of them
  Outcomes outcomes;
  std::vector<std::string> states;  // in the pack's order
  std::vector<Week> weeks;
  std::string ended;  // why it stopped early; empty: it ran to its end
};

// docs/simulation.md; without what a clock on a wall would have to say.
Value report_value(const Report& report);
std::string report_text(const Report& report);

}  // namespace truename::simulation
