#include "evaluation/evaluate.h"

#include <algorithm>
#include <set>

#include "evaluation/bounds.h"

namespace truename::evaluation {
namespace {

constexpr double kTargets[] = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
constexpr std::size_t kWorstPairs = 15;

Counts counts_of(const Measured& measured, const Scores& scores) {
  Counts counts;
  counts.pictures = measured.list.pictures.size();
  counts.subjects =
      std::set<std::uint32_t>(measured.subjects.begin(), measured.subjects.end()).size();
  counts.pairs = measured.list.pairs.size();
  counts.repeated = measured.list.repeated;
  for (const Pair& pair : measured.list.pairs)
    ++(pair.same_person ? counts.genuine : counts.impostor);
  counts.genuine_compared = scores.genuine.size();
  counts.impostor_compared = scores.impostor.size();
  return counts;
}

AtThreshold at(const Scores& scores, const Counts& counts, double threshold) {
  AtThreshold point;
  point.threshold = threshold;
  point.fmr = fmr_at(scores, threshold);
  point.fnmr = fnmr_at(scores, threshold);
  point.far = {point.fmr.errors, counts.impostor, {}};
  const std::uint64_t failed = counts.genuine - counts.genuine_compared;
  point.frr = {point.fnmr.errors + failed, counts.genuine, {}};
  return point;
}

std::vector<Target> targets_of(const Scores& scores, const Counts& counts) {
  std::vector<Target> targets;
  for (const double fmr : kTargets) {
    Target target{.fmr = fmr, .needed = trials_needed(fmr, 0), .at = {}};
    const bool can_be_seen = fmr * static_cast<double>(scores.impostor.size()) + 1e-9 >= 1;
    if (can_be_seen) target.at = at(scores, counts, threshold_at(scores, fmr));
    targets.push_back(target);
  }
  return targets;
}

void add_intervals(Matching& matching, const Measured& measured, std::uint64_t seed) {
  std::vector<AtThreshold*> points;
  for (Target& target : matching.targets) {
    if (target.at) points.push_back(&*target.at);
  }
  if (matching.at_operating) points.push_back(&*matching.at_operating);
  std::vector<double> thresholds;
  for (const AtThreshold* const point : points) thresholds.push_back(point->threshold);
  const RateIntervals intervals = bootstrap_rates(measured.list, measured.subjects,
                                                  measured.outcomes, thresholds, {.seed = seed});
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i]->fmr.by_subject = intervals.fmr[i];
    points[i]->fnmr.by_subject = intervals.fnmr[i];
  }
}

std::vector<WorstPair> worst_of(const Measured& measured, bool same_person) {
  std::vector<WorstPair> worst;
  const auto is_worse = [&](const WorstPair& a, const WorstPair& b) {
    if (a.score != b.score) return same_person ? a.score < b.score : a.score > b.score;
    return a.row < b.row;
  };
  for (std::size_t i = 0; i < measured.outcomes.size(); ++i) {
    const Pair& pair = measured.list.pairs[i];
    if (pair.same_person != same_person || !measured.outcomes[i].compared()) continue;
    const WorstPair one{pair.row, measured.outcomes[i].score};
    if (worst.size() == kWorstPairs && !is_worse(one, worst.back())) continue;
    if (worst.size() == kWorstPairs) worst.pop_back();
    worst.insert(std::upper_bound(worst.begin(), worst.end(), one, is_worse), one);
  }
  return worst;
}

}  // namespace

Result<Matching> evaluate(const Measured& measured, const std::optional<Operating>& operating,
                          std::uint64_t seed) {
  const Scores scores = scores_of(measured.list, measured.outcomes);
  if (scores.genuine.empty() || scores.impostor.empty()) {
    return fail(ErrorCode::bad_input,
                "Error rates need at least one compared pair of one person and one of two persons; "
                "check the list and the pictures.");
  }
  Matching matching;
  matching.counts = counts_of(measured, scores);
  matching.failures = failures_of(measured.list, measured.outcomes);
  matching.equal_error_rate = equal_error_rate(scores);
  matching.targets = targets_of(scores, matching.counts);
  matching.operating = operating;
  if (operating) matching.at_operating = at(scores, matching.counts, operating->threshold);
  if (!measured.subjects.empty()) add_intervals(matching, measured, seed);
  matching.det = det_points(scores);
  matching.steps = steps_of(scores);
  matching.group_threshold = operating ? operating->threshold : threshold_at(scores, kTargets[0]);
  matching.groups = group_rates(measured.list, measured.outcomes, matching.group_threshold);
  matching.folds = fold_accuracy(measured.list, measured.outcomes);
  matching.worst_genuine = worst_of(measured, true);
  matching.worst_impostor = worst_of(measured, false);
  return matching;
}

std::vector<Conformance> judge_claims(const Evaluation& evaluation) {
  std::vector<Conformance> all;
  const DataKind kind = evaluation.labels.kind;
  if (evaluation.matching && evaluation.matching->at_operating) {
    const AtThreshold& point = *evaluation.matching->at_operating;
    all.push_back(judge_claim({"FMR", 1e-4, "NIST SP 800-63A-4 §3.11"}, point.fmr, kind));
    all.push_back(judge_claim({"FNMR", 1e-2, "NIST SP 800-63A-4 §3.11"}, point.fnmr, kind));
  }
  if (!evaluation.pad) return all;
  for (const SpeciesRates& species : evaluation.pad->species) {
    if (!species.chain) continue;
    all.push_back(judge_claim({"IAPAR of " + species.label, 0.07, "NIST SP 800-63A-4 §3.11"},
                              *species.chain, kind));
  }
  return all;
}

}  // namespace truename::evaluation
