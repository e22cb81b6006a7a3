#include "tools/match/drawings.h"

#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "evaluation/seeded_random.h"
#include "tools/match/groups.h"
#include "tools/match/rates.h"

namespace truename::match {
namespace {

constexpr double kFmr = 1e-4;
constexpr std::uint64_t kSeed = 1;
// Well below any threshold at that FMR: keeps some ten thousand pairs of millions.
constexpr double kFloor = 0.3;

struct Pair {
  std::uint32_t first;  // person
  std::uint32_t second;
  float score;
};
struct Pairs {
  std::vector<Pair> genuine;
  std::vector<Pair> impostor;     // of at least kFloor, best first
  std::vector<double> probes;     // by person
  std::vector<double> portraits;  // by person
  double share = 1;               // each pair once, or both ways
};

std::vector<double> count(const Templates& templates, const std::vector<std::uint32_t>& persons) {
  std::vector<double> counts(*std::max_element(persons.begin(), persons.end()) + std::size_t{1});
  for (std::size_t i = 0; i < templates.size(); ++i) {
    if (templates[i]) ++counts[persons[i]];
  }
  return counts;
}

Pairs pairs_of(const Templates& probes, const Templates& portraits,
               const std::vector<std::uint32_t>& persons) {
  const bool once = &probes == &portraits;
  Pairs out{.genuine = {},
            .impostor = {},
            .probes = count(probes, persons),
            .portraits = count(portraits, persons),
            .share = once ? 0.5 : 1};
  for (std::size_t i = 0; i < probes.size(); ++i) {
    for (std::size_t k = once ? i + 1 : 0; k < portraits.size(); ++k) {
      if (i == k || !probes[i] || !portraits[k]) continue;
      const Pair pair{persons[i], persons[k], score_of(*probes[i], *portraits[k])};
      if (pair.first == pair.second) {
        out.genuine.push_back(pair);
      } else if (pair.score >= kFloor) {
        out.impostor.push_back(pair);
      }
    }
  }
  std::sort(out.impostor.begin(), out.impostor.end(),
            [](const Pair& a, const Pair& b) { return a.score > b.score; });
  return out;
}

// A pair of two persons counts once for each drawing of both, one of a person as often as the
// person was drawn; a person drawn twice is no impostor of itself.
double tar_of(const Pairs& pairs, const std::vector<double>& drawn) {
  double probes = 0;
  double portraits = 0;
  double own = 0;
  for (std::size_t p = 0; p < drawn.size(); ++p) {
    probes += drawn[p] * pairs.probes[p];
    portraits += drawn[p] * pairs.portraits[p];
    own += drawn[p] * pairs.probes[p] * drawn[p] * pairs.portraits[p];
  }
  double left = kFmr * (probes * portraits - own) * pairs.share;
  double threshold = kFloor;
  for (const Pair& pair : pairs.impostor) {
    left -= drawn[pair.first] * drawn[pair.second];
    if (left >= 0) continue;
    threshold = pair.score;
    break;
  }
  double genuine = 0;
  double matches = 0;
  for (const Pair& pair : pairs.genuine) {
    genuine += drawn[pair.first];
    if (pair.score > threshold) matches += drawn[pair.first];
  }
  return genuine > 0 ? matches / genuine : 0;
}

}  // namespace

std::vector<double> drawn_tars(const Templates& probes, const Templates& portraits,
                               const std::vector<std::string>& subjects) {
  const Pairs pairs = pairs_of(probes, portraits, numbers_of(subjects));
  evaluation::SeededRandom random(kSeed);
  std::vector<double> tars;
  for (int i = 0; i < kDrawings; ++i) {
    std::vector<double> drawn(pairs.probes.size());
    for (std::size_t k = 0; k < drawn.size(); ++k) ++drawn[random.below(drawn.size())];
    tars.push_back(tar_of(pairs, drawn));
  }
  return tars;
}

double percentile(std::vector<double> values, double part) {
  CHECK(!values.empty());
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

}  // namespace truename::match
