// How sure a TAR is that rests on few persons: the same pairs, the persons drawn anew.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/match/templates.h"

namespace truename::match {

// TAR at FMR 1e-4, at the threshold of each drawing, over kDrawings drawings of the persons with
// replacement; in their order, and the same drawings for the same subjects, so that two ways can be
// compared drawing by drawing. Pairs as in rates.h.
constexpr int kDrawings = 1000;
std::vector<double> drawn_tars(const Templates& probes, const Templates& portraits,
                               const std::vector<std::string>& subjects);

// Value at a part (0..1) of the way through the ascending values.
double percentile(std::vector<double> values, double part);

}  // namespace truename::match
