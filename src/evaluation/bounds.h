// Exact binomial bounds and the sample sizes that follow from them; no rates of anything yet.
#pragma once

#include <cstdint>

namespace truename::evaluation {

constexpr double kCertainty = 0.95;  // one-sided, everywhere (R129)

// Clopper and Pearson: exact for independent trials. `errors` <= `trials`; no trials, no knowledge:
// 0 and 1.
double lower_bound_95(std::uint64_t errors, std::uint64_t trials);
double upper_bound_95(std::uint64_t errors, std::uint64_t trials);

// The fewest trials in which `errors` errors still show a rate of at most `claimed` (0 < claimed <
// 1) with that certainty; the table of ISO/IEC 19795-1's rule of three, exactly.
std::uint64_t trials_needed(double claimed, std::uint64_t errors);

// The normal deviate of a rate (0 < rate < 1): the axes of a DET curve.
double probit(double rate);

}  // namespace truename::evaluation
