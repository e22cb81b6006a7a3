// simulate: years of an operator's lines under one pack, by the code that serves; time, people and
// evidence are drawn from a seed, and every line is watched.
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.h"
#include "policy/pack.h"
#include "registration/lives.h"
#include "simulation/report.h"

namespace truename::simulation {

struct Wish {
  std::uint32_t people = 1000;
  int years = 1;
  std::uint64_t seed = 1;
  std::uint64_t events_limit = 0;  // 0: none
};

// Simulated days that are over, of how many, and events so far.
using Progress = std::function<void(std::size_t days, std::size_t all, std::uint64_t events)>;

// Begins on the pack's first day, or after the last event of the lines that an earlier run left in
// `lives`, and ends after the years, or on the pack's last day. Every change is checked when it is
// made, and all lines at the end. Fails only when `lives` fails; what breaks an invariant is in the
// report.
Result<Report> simulate(const policy::Pack& pack, registration::Lives& lives, const Wish& wish,
                        const Progress& progress);

}  // namespace truename::simulation
