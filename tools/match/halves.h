// One way of taking templates on all persons and on each half of them; choose on one, hold to the
// other.
#pragma once

#include <string>
#include <vector>

#include "tools/match/probes_study.h"
#include "tools/match/templates.h"

namespace truename::match {

// A table a level of portraits, a row a way, the same way on both sides: TAR at FMR 1e-4 with its
// counts, and at 1e-5, each sample at a threshold of its own; and what it gains over the way
// `first` when the persons are drawn anew. `sides` hold the same ways.
void print_halves(const std::vector<std::string>& subjects, const Sides& sides,
                  const std::string& first, unsigned threads);

}  // namespace truename::match
