// Thresholds of interest and what a sample can say at them; it recommends none.
#pragma once

#include <cstdint>
#include <vector>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

// The lowest threshold at which no more than `fmr` of the impostor scores match, on the grid of six
// digits that scores are kept in. The sample must hold at least one impostor score.
double threshold_at(const Scores& scores, double fmr);

struct DetPoint {
  double threshold = 0;
  double fmr = 0;
  double fnmr = 1;
};
// One point for each threshold at which a rate changes, at most kDetPointLimit of them, spread
// evenly; thresholds rise.
constexpr std::size_t kDetPointLimit = 400;
std::vector<DetPoint> det_points(const Scores& scores);

// Where FMR and FNMR cross: the middle of the two at the threshold where they differ least.
double equal_error_rate(const Scores& scores);

// How many scores of each kind an even grid of thresholds divides: what a calibration table and a
// histogram are made from. From the last step that all scores reach to the first that none does.
struct Step {
  double threshold = 0;
  std::uint64_t impostor_reaching = 0;
  std::uint64_t genuine_reaching = 0;
};
constexpr double kScoreStep = 0.005;  // about a tenth of the score that a tenfold FMR costs
std::vector<Step> steps_of(const Scores& scores);

}  // namespace truename::evaluation
