#include "evaluation/bootstrap.h"

#include <algorithm>

#include "base/check.h"
#include "evaluation/seeded_random.h"

namespace truename::evaluation {
namespace {

struct Cell {  // pairs of two subjects, or of one with itself
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t count = 0;
};

// Pairs of the same two subjects are one cell, so that a replicate costs one product a cell.
class Cells {
 public:
  void add(std::uint32_t a, std::uint32_t b) {
    cells_.push_back({std::min(a, b), std::max(a, b), 1});
  }
  void merge() {
    std::sort(cells_.begin(), cells_.end(),
              [](const Cell& x, const Cell& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    std::size_t kept = 0;
    for (const Cell& cell : cells_) {
      if (kept > 0 && cells_[kept - 1].a == cell.a && cells_[kept - 1].b == cell.b) {
        cells_[kept - 1].count += cell.count;
      } else {
        cells_[kept++] = cell;
      }
    }
    cells_.resize(kept);
  }
  std::uint64_t weigh(const std::vector<std::uint32_t>& drawn) const {
    std::uint64_t sum = 0;
    for (const Cell& cell : cells_) {
      const std::uint64_t other = cell.a == cell.b ? 1 : drawn[cell.b];
      sum += std::uint64_t{cell.count} * drawn[cell.a] * other;
    }
    return sum;
  }
  bool empty() const { return cells_.empty(); }

 private:
  std::vector<Cell> cells_;
};

struct Kind {  // genuine or impostor
  Cells all;
  std::vector<Cells> errors;                 // by threshold
  std::vector<std::vector<double>> samples;  // rates by threshold
};

void count(Kind& kind, const std::vector<std::uint32_t>& drawn) {
  const std::uint64_t trials = kind.all.weigh(drawn);
  if (trials == 0) return;
  for (std::size_t i = 0; i < kind.errors.size(); ++i) {
    if (kind.errors[i].empty()) continue;
    kind.samples[i].push_back(static_cast<double>(kind.errors[i].weigh(drawn)) /
                              static_cast<double>(trials));
  }
}

std::vector<std::optional<Interval>> intervals_of(Kind& kind) {
  std::vector<std::optional<Interval>> intervals;
  for (std::vector<double>& samples : kind.samples) {
    intervals.emplace_back();
    if (samples.empty()) continue;
    std::sort(samples.begin(), samples.end());
    const std::size_t last = samples.size() - 1;
    intervals.back() = Interval{samples[last * 5 / 100], samples[last - last * 5 / 100]};
  }
  return intervals;
}

}  // namespace

RateIntervals bootstrap_rates(const PairList& list, const std::vector<std::uint32_t>& subjects,
                              const std::vector<Comparison>& outcomes,
                              const std::vector<double>& thresholds,
                              const BootstrapOptions& options) {
  CHECK(list.pairs.size() == outcomes.size() && list.pictures.size() == subjects.size());
  const std::size_t points = thresholds.size();
  Kind genuine{{}, std::vector<Cells>(points), std::vector<std::vector<double>>(points)};
  Kind impostor = genuine;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].compared()) continue;
    const Pair& pair = list.pairs[i];
    Kind& kind = pair.same_person ? genuine : impostor;
    const std::uint32_t a = subjects[pair.first];
    const std::uint32_t b = subjects[pair.second];
    kind.all.add(a, b);
    for (std::size_t t = 0; t < points; ++t) {
      if ((outcomes[i].score >= thresholds[t]) != pair.same_person) kind.errors[t].add(a, b);
    }
  }
  for (Kind* const kind : {&genuine, &impostor}) {
    kind->all.merge();
    for (Cells& errors : kind->errors) errors.merge();
  }
  SeededRandom random(options.seed);
  const std::size_t population =
      subjects.empty() ? 0 : *std::max_element(subjects.begin(), subjects.end()) + std::size_t{1};
  for (int i = 0; i < options.replicates && population > 0; ++i) {
    std::vector<std::uint32_t> drawn(population);
    for (std::size_t s = 0; s < population; ++s) ++drawn[random.below(population)];
    count(genuine, drawn);
    count(impostor, drawn);
  }
  RateIntervals intervals;
  intervals.fmr = intervals_of(impostor);
  intervals.fnmr = intervals_of(genuine);
  return intervals;
}

}  // namespace truename::evaluation
