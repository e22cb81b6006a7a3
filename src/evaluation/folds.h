// Accuracy by folds, LFW's own protocol: each fold at the threshold best on the others; a figure to
// compare models by, no error rate of a deployment.
#pragma once

#include <optional>
#include <vector>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

struct FoldAccuracy {
  std::vector<double> folds;
  double mean = 0;
  double standard_error = 0;
};

// Nothing when the list has no folds, or repeated pairs that leave some short. A pair that could
// not be compared counts as a non-match.
std::optional<FoldAccuracy> fold_accuracy(const PairList& list,
                                          const std::vector<Comparison>& outcomes);

}  // namespace truename::evaluation
