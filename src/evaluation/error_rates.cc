#include "evaluation/error_rates.h"

#include <algorithm>

#include "base/check.h"
#include "evaluation/bounds.h"

namespace truename::evaluation {
namespace {

// Of the pictures in one place of the pairs.
struct Place {
  std::vector<std::uint8_t> seen;
  std::vector<std::uint8_t> failed;
  Rate rate() const {
    Rate rate;
    rate.trials = static_cast<std::uint64_t>(std::count(seen.begin(), seen.end(), 1));
    rate.errors = static_cast<std::uint64_t>(std::count(failed.begin(), failed.end(), 1));
    return rate;
  }
  void note(std::uint32_t picture, Taken taken) {
    seen[picture] = 1;
    failed[picture] = taken == Taken::ok ? 0 : 1;
  }
};

}  // namespace

double Rate::value() const {
  return trials == 0 ? 0 : static_cast<double>(errors) / static_cast<double>(trials);
}
double Rate::lower_95() const { return lower_bound_95(errors, trials); }
double Rate::upper_95() const { return upper_bound_95(errors, trials); }

Scores scores_of(const PairList& list, const std::vector<Comparison>& outcomes) {
  CHECK(list.pairs.size() == outcomes.size());
  Scores scores;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].compared()) continue;
    (list.pairs[i].same_person ? scores.genuine : scores.impostor).push_back(outcomes[i].score);
  }
  std::sort(scores.genuine.begin(), scores.genuine.end());
  std::sort(scores.impostor.begin(), scores.impostor.end());
  return scores;
}

std::uint64_t count_reaching(const std::vector<double>& ascending, double threshold) {
  return static_cast<std::uint64_t>(
      ascending.end() - std::lower_bound(ascending.begin(), ascending.end(), threshold));
}

Rate fmr_at(const Scores& scores, double threshold) {
  return {count_reaching(scores.impostor, threshold), scores.impostor.size(), {}};
}

Rate fnmr_at(const Scores& scores, double threshold) {
  const std::uint64_t trials = scores.genuine.size();
  return {trials - count_reaching(scores.genuine, threshold), trials, {}};
}

Failures failures_of(const PairList& list, const std::vector<Comparison>& outcomes) {
  CHECK(list.pairs.size() == outcomes.size());
  const std::size_t count = list.pictures.size();
  Place references{std::vector<std::uint8_t>(count), std::vector<std::uint8_t>(count)};
  Place probes = references;
  std::vector<Taken> taken(count, Taken::ok);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const Pair& pair = list.pairs[i];
    references.note(pair.first, outcomes[i].first);
    probes.note(pair.second, outcomes[i].second);
    taken[pair.first] = outcomes[i].first;
    taken[pair.second] = outcomes[i].second;
  }
  const auto all = [&](Taken what) {
    return static_cast<std::uint64_t>(std::count(taken.begin(), taken.end(), what));
  };
  return {references.rate(), probes.rate(), all(Taken::undecodable), all(Taken::no_face)};
}

}  // namespace truename::evaluation
