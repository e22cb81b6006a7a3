// Error rates of ISO/IEC 19795-1 from comparison scores and failures; no thresholds are chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "evaluation/pair_list.h"

namespace truename::evaluation {

// What became of one picture of a pair.
enum class Taken : std::uint8_t { ok, undecodable, no_face };

// The outcome of one pair of the list, in its order.
struct Comparison {
  double score = 0;  // -1..1, six digits; nothing unless compared()
  Taken first = Taken::ok;
  Taken second = Taken::ok;
  bool compared() const { return first == Taken::ok && second == Taken::ok; }
};

struct Interval {
  double low = 0;
  double high = 1;
};

// Errors among trials, with exact one-sided 95 % bounds that take the trials as independent, and
// the bootstrap over subjects, which does not.
struct Rate {
  std::uint64_t errors = 0;
  std::uint64_t trials = 0;
  std::optional<Interval> by_subject;  // 5th and 95th percentile
  double value() const;                // 0 without trials
  double lower_95() const;
  double upper_95() const;
};

// Scores in ascending order.
struct Scores {
  std::vector<double> genuine;
  std::vector<double> impostor;
};
Scores scores_of(const PairList& list, const std::vector<Comparison>& outcomes);

// A score at or above the threshold is a match.
std::uint64_t count_reaching(const std::vector<double>& ascending, double threshold);
Rate fmr_at(const Scores& scores, double threshold);
Rate fnmr_at(const Scores& scores, double threshold);

// Failures of references (FTE: the first picture of a pair) and probes (FTA: the second), each
// picture counted once.
struct Failures {
  Rate fte;
  Rate fta;
  std::uint64_t undecodable = 0;  // pictures
  std::uint64_t no_face = 0;
};
Failures failures_of(const PairList& list, const std::vector<Comparison>& outcomes);

}  // namespace truename::evaluation
