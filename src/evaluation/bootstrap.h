// Bootstrap over subjects (ISO/IEC 19795-1 clause on dependence): how far a rate could lie when
// other subjects had come; a percentile interval, not an exact one.
#pragma once

#include <vector>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

struct BootstrapOptions {
  int replicates = 500;
  std::uint64_t seed = 1;
};

// For each threshold the interval of FMR and of FNMR. Subjects are drawn with replacement; a pair
// counts as often as both its subjects were drawn. No interval where a rate has no error: drawing
// again cannot show one.
struct RateIntervals {
  std::vector<std::optional<Interval>> fmr;
  std::vector<std::optional<Interval>> fnmr;
};
RateIntervals bootstrap_rates(const PairList& list, const std::vector<std::uint32_t>& subjects,
                              const std::vector<Comparison>& outcomes,
                              const std::vector<double>& thresholds,
                              const BootstrapOptions& options);

}  // namespace truename::evaluation
