// Error rates of each listed group at one threshold, beside the whole (ISO/IEC 19795-10, R24);
// groups come from the list's owner, never from a face.
#pragma once

#include <string>
#include <vector>

#include "evaluation/error_rates.h"

namespace truename::evaluation {

// NIST SP 800-63A-4 §3.11: no group more than 25 % worse than the whole.
constexpr double kGroupFactor = 1.25;
constexpr double kGroupGapPercent = 25;

// Against kGroupFactor times the rate of the whole.
enum class Standing {
  within,     // even the group's upper bound is below it
  not_shown,  // the observed rate is below it, but the sample is too small to be sure
  worse,      // the observed rate is above it
};

struct GroupRates {
  std::string column;
  std::string value;
  Rate fmr;
  Rate fnmr;
  Standing fmr_standing = Standing::not_shown;
  Standing fnmr_standing = Standing::not_shown;
};

std::string_view standing_text(Standing standing);
// By column in the list's order, then by value. A group is the pairs marked with its value.
std::vector<GroupRates> group_rates(const PairList& list, const std::vector<Comparison>& outcomes,
                                    double threshold);

}  // namespace truename::evaluation
