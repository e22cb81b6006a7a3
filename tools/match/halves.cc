#include "tools/match/halves.h"

#include <cstdio>
#include <optional>

#include "tools/match/drawings.h"
#include "tools/match/groups.h"
#include "tools/match/rates.h"

namespace truename::match {
namespace {

Templates only(const Templates& all, const std::vector<std::string>& subjects, Half half) {
  Templates out = all;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (half_of(subjects[i]) != half) out[i].reset();
  }
  return out;
}

void print_rates(const Scores& scores) {
  const auto count = static_cast<double>(scores.genuine.size());
  const std::size_t matches = genuine_above(scores, threshold_at(scores, 1e-4));
  std::printf(" %.4f (%zu of %zu) |", static_cast<double>(matches) / count, matches,
              scores.genuine.size());
  std::printf(" %.4f |",
              static_cast<double>(genuine_above(scores, threshold_at(scores, 1e-5))) / count);
}

void print_row(const Templates& probes, const Templates& portraits,
               const std::vector<std::string>& subjects, unsigned threads) {
  const bool same = &probes == &portraits;
  print_rates(all_pairs(probes, portraits, subjects, threads));
  for (const Half half : {Half::first, Half::second}) {
    const Templates some = only(probes, subjects, half);
    const Templates others = same ? Templates{} : only(portraits, subjects, half);
    print_rates(all_pairs(some, same ? some : others, subjects, threads));
  }
}

}  // namespace

void print_halves(const std::vector<std::string>& subjects, const Sides& sides,
                  const std::string& first, unsigned threads) {
  const auto& probes = sides.at("clean").by_way;
  for (const auto& [level, side] : sides) {
    std::printf(
        "\nPortraits: %s; probes: clean\n\n| trial, both sides | all: TAR at 1e-4 | 1e-5 | first "
        "half: 1e-4 | 1e-5 | second half: 1e-4 | 1e-5 | over \"%s\" at 1e-4, 5th to 95th "
        "percentile "
        "of drawings |\n|---|---|---|---|---|---|---|---|\n",
        level.c_str(), first.c_str());
    const std::vector<double> before =
        drawn_tars(probes.at(first), side.by_way.at(first), subjects);
    for (const auto& [way, portraits] : side.by_way) {
      std::printf("| %s |", way.c_str());
      print_row(probes.at(way), portraits, subjects, threads);
      std::vector<double> gain = drawn_tars(probes.at(way), portraits, subjects);
      for (std::size_t i = 0; i < gain.size(); ++i) gain[i] -= before[i];
      std::printf(" %+.4f to %+.4f |\n", percentile(gain, .05), percentile(gain, .95));
      std::fflush(stdout);
    }
  }
}

}  // namespace truename::match
