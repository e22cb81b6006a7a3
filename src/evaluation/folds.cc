#include "evaluation/folds.h"

#include <algorithm>
#include <cmath>

namespace truename::evaluation {
namespace {

constexpr double kLowestScore = -1;

struct Labelled {
  double score = 0;
  bool same_person = false;
};
using Fold = std::vector<Labelled>;

double accuracy(const Fold& fold, double threshold) {
  const auto right = std::count_if(fold.begin(), fold.end(), [&](const Labelled& pair) {
    return (pair.score >= threshold) == pair.same_person;
  });
  return static_cast<double>(right) / static_cast<double>(fold.size());
}

// The cut with most right answers; the middle of the gap, so that it does not lean.
double best_threshold(Fold pairs) {
  std::sort(pairs.begin(), pairs.end(),
            [](const Labelled& a, const Labelled& b) { return a.score < b.score; });
  auto right = std::count_if(pairs.begin(), pairs.end(),
                             [](const Labelled& pair) { return pair.same_person; });
  auto best = right;
  double threshold = pairs.front().score;
  for (std::size_t i = 0; i + 1 < pairs.size(); ++i) {
    right += pairs[i].same_person ? -1 : 1;
    if (right <= best || pairs[i + 1].score <= pairs[i].score) continue;
    best = right;
    threshold = (pairs[i].score + pairs[i + 1].score) / 2;
  }
  return threshold;
}

std::vector<Fold> folds_of(const PairList& list, const std::vector<Comparison>& outcomes) {
  std::vector<Fold> folds(list.folds);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const double score = outcomes[i].compared() ? outcomes[i].score : kLowestScore;
    folds[i / (2 * list.fold_size)].push_back({score, list.pairs[i].same_person});
  }
  return folds;
}

}  // namespace

std::optional<FoldAccuracy> fold_accuracy(const PairList& list,
                                          const std::vector<Comparison>& outcomes) {
  const bool whole = list.folds >= 2 && list.fold_size > 0 &&
                     outcomes.size() / list.folds == 2 * list.fold_size &&
                     outcomes.size() % list.folds == 0;
  if (!whole) return std::nullopt;
  const std::vector<Fold> folds = folds_of(list, outcomes);
  FoldAccuracy result;
  for (std::size_t held_out = 0; held_out < folds.size(); ++held_out) {
    Fold rest;
    for (std::size_t i = 0; i < folds.size(); ++i) {
      if (i != held_out) rest.insert(rest.end(), folds[i].begin(), folds[i].end());
    }
    result.folds.push_back(accuracy(folds[held_out], best_threshold(std::move(rest))));
    result.mean += result.folds.back() / static_cast<double>(folds.size());
  }
  double squares = 0;
  for (const double one : result.folds) squares += (one - result.mean) * (one - result.mean);
  const auto count = static_cast<double>(folds.size());
  result.standard_error = std::sqrt(squares / (count - 1) / count);
  return result;
}

}  // namespace truename::evaluation
