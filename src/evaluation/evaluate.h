// evaluate(): one test set, compared pair by pair, to every figure of its report; pure, and it
// compares nothing itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluation/bootstrap.h"
#include "evaluation/conformance.h"
#include "evaluation/folds.h"
#include "evaluation/groups.h"
#include "evaluation/pad_rates.h"
#include "evaluation/thresholds.h"

namespace truename::evaluation {

// What the figures rest on; stands in the result and in the report.
struct Labels {
  std::string data;  // which pictures, under which conditions: "LFW folds 1-5"
  DataKind kind = DataKind::synthetic;
  std::string date;
  std::string command;
  std::string list_sha256;
  std::string model_sha256;    // the extraction network; "" for scores from elsewhere
  std::string model_contract;  // what it is given and how a template comes of it, as text
  std::string score_models;    // digest of all that a score depends on
  std::string calibration_id;  // "" when the model has none yet
  std::uint64_t seed = 1;      // of the bootstrap and of a drawn sample
};

// The pack's limit as a threshold of this model.
struct Operating {
  std::string policy;
  double fmr_max = 0;
  double threshold = 0;
};

struct AtThreshold {
  double threshold = 0;
  Rate fmr;
  Rate fnmr;
  Rate far;  // transactions: a pair that could not be compared is no match
  Rate frr;
};
struct Target {
  double fmr = 0;                 // asked for
  std::uint64_t needed = 0;       // impostor comparisons whose bound could reach it
  std::optional<AtThreshold> at;  // nothing when not even one error may be allowed
};
struct WorstPair {
  std::uint32_t row = 0;
  double score = 0;
};

struct Counts {
  std::uint64_t pictures = 0;
  std::uint64_t subjects = 0;  // 0: unknown
  std::uint64_t pairs = 0;
  std::uint64_t repeated = 0;
  std::uint64_t genuine = 0;
  std::uint64_t impostor = 0;
  std::uint64_t genuine_compared = 0;
  std::uint64_t impostor_compared = 0;
};

// Figures of the comparisons.
struct Matching {
  Counts counts;
  Failures failures;
  double equal_error_rate = 0;
  std::vector<Target> targets;  // FMR 1e-2 .. 1e-6
  std::optional<Operating> operating;
  std::optional<AtThreshold> at_operating;
  std::vector<DetPoint> det;
  std::vector<Step> steps;
  std::vector<GroupRates> groups;  // at the operating threshold, or at the FMR of 1e-2 without one
  double group_threshold = 0;
  std::optional<FoldAccuracy> folds;
  std::vector<WorstPair> worst_genuine;   // lowest scores first
  std::vector<WorstPair> worst_impostor;  // highest scores first
};

struct Evaluation {
  Labels labels;
  std::optional<Matching> matching;
  std::optional<PadRates> pad;
  std::vector<Conformance> conformance;
};

// `subjects` is empty when they are unknown: then there is no bootstrap. bad_input without at least
// one genuine and one impostor comparison.
struct Measured {
  const PairList& list;
  const std::vector<std::uint32_t>& subjects;
  const std::vector<Comparison>& outcomes;
};
Result<Matching> evaluate(const Measured& measured, const std::optional<Operating>& operating,
                          std::uint64_t seed);
// The claims of R23 and R27 that the figures are about.
std::vector<Conformance> judge_claims(const Evaluation& evaluation);

}  // namespace truename::evaluation
