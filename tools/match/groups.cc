#include "tools/match/groups.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/crypto.h"
#include "evaluation/seeded_random.h"
#include "evaluation/thresholds.h"
#include "face/compare.h"
#include "tools/match/photos.h"

namespace truename::match {
namespace {

constexpr int kReplicates = 1000;
constexpr std::uint64_t kSeed = 1;
constexpr double kPercentile = 0.95;

// An impostor pair that reached the first score: whose, and how many steps it reached.
struct Hit {
  std::uint32_t probe;
  std::uint32_t portrait;
  std::uint32_t steps;
};

struct Counted {
  std::vector<Hit> hits;
  std::vector<std::uint64_t> groups;     // by person
  std::vector<std::uint64_t> portraits;  // by person
};

// How many pairs there are when person p was drawn w[p] times: all of them less those of one
// person with itself.
double pairs_of(const Counted& counted, const std::vector<std::uint32_t>& drawn) {
  double groups = 0;
  double portraits = 0;
  double own = 0;
  for (std::size_t p = 0; p < drawn.size(); ++p) {
    const double weight = drawn[p];
    const auto g = static_cast<double>(counted.groups[p]);
    const auto q = static_cast<double>(counted.portraits[p]);
    groups += weight * g;
    portraits += weight * q;
    own += weight * weight * g * q;
  }
  return groups * portraits - own;
}

std::vector<double> reaching(const Counted& counted, const std::vector<std::uint32_t>& drawn,
                             std::size_t steps) {
  std::vector<double> counts(steps);
  for (const Hit& hit : counted.hits) {
    counts[hit.steps - 1] += static_cast<double>(drawn[hit.probe]) * drawn[hit.portrait];
  }
  for (std::size_t k = steps - 1; k > 0; --k) counts[k - 1] += counts[k];
  return counts;
}

// Percentile of the rate at each step over drawings of persons with replacement: the same picture
// stands in thousands of pairs, and the exact bound takes no notice.
std::vector<double> by_subject(const Counted& counted, std::size_t steps) {
  std::vector<std::uint32_t> present;
  for (std::uint32_t p = 0; p < counted.portraits.size(); ++p) {
    if (counted.portraits[p] > 0) present.push_back(p);
  }
  evaluation::SeededRandom random(kSeed);
  std::vector<std::vector<double>> rates(steps);
  for (int i = 0; i < kReplicates; ++i) {
    std::vector<std::uint32_t> drawn(counted.portraits.size());
    for (std::size_t k = 0; k < present.size(); ++k) ++drawn[present[random.below(present.size())]];
    const double pairs = pairs_of(counted, drawn);
    if (pairs <= 0) continue;
    const std::vector<double> counts = reaching(counted, drawn, steps);
    for (std::size_t k = 0; k < steps; ++k) rates[k].push_back(counts[k] / pairs);
  }
  std::vector<double> out;
  for (auto& values : rates) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    out.push_back(std::min(1.0, values[static_cast<std::size_t>(std::ceil(kPercentile * last))]));
  }
  return out;
}

std::size_t steps_reached(double score) {
  if (score < evaluation::kStudyFirstScore) return 0;
  return static_cast<std::size_t>((score - evaluation::kStudyFirstScore) / evaluation::kScoreStep +
                                  1e-9) +
         1;
}

void push_group(Groups& out, const std::optional<face::Fusion>& fusion, std::size_t count,
                std::uint32_t subject) {
  if (!fusion || fusion->count() != count) return;
  out.groups.push_back({fusion->fused(), fusion->agreement(), subject});
}

void count_subjects(Groups& out) {
  std::vector<std::uint32_t> seen;
  for (const Group& group : out.groups) seen.push_back(group.subject);
  std::sort(seen.begin(), seen.end());
  out.subjects = static_cast<std::size_t>(std::unique(seen.begin(), seen.end()) - seen.begin());
}

}  // namespace

Half half_of(const std::string& subject) {
  return (sha256(as_bytes(subject))[0] & 1U) == 0 ? Half::first : Half::second;
}

std::vector<std::uint32_t> numbers_of(const std::vector<std::string>& subjects) {
  std::map<std::string, std::uint32_t> known;
  std::vector<std::uint32_t> numbers;
  for (const std::string& subject : subjects) {
    numbers.push_back(known.emplace(subject, known.size()).first->second);
  }
  return numbers;
}

Groups groups_of(const std::vector<std::string>& subjects,
                 const std::vector<std::uint32_t>& numbers, const Templates& plain,
                 std::size_t count, Half half) {
  std::map<std::uint32_t, std::vector<std::size_t>> by_subject;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] && half_of(subjects[i]) == half) by_subject[numbers[i]].push_back(i);
  }
  Groups out;
  for (const auto& [subject, pictures] : by_subject) {
    if (pictures.size() < count) continue;
    const std::size_t groups = pictures.size() == count ? 1 : pictures.size();
    for (std::size_t first = 0; first < groups; ++first) {
      std::optional<face::Fusion> fusion;
      for (std::size_t k = 0; k < count; ++k) {
        add(fusion, plain[pictures[(first + k) % pictures.size()]]);
      }
      push_group(out, fusion, count, subject);
    }
  }
  count_subjects(out);
  return out;
}

Groups views_of(const std::vector<std::string>& subjects, const std::vector<std::uint32_t>& numbers,
                const Side& side, const std::vector<std::string>& ways, Half half) {
  Groups out;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    if (half_of(subjects[i]) != half) continue;
    std::optional<face::Fusion> fusion;
    for (const std::string& way : ways) add(fusion, side.by_way.at(way)[i]);
    push_group(out, fusion, ways.size(), numbers[i]);
  }
  count_subjects(out);
  return out;
}

evaluation::StudySample measure(const Groups& groups, const std::vector<std::string>& subjects,
                                const std::vector<std::uint32_t>& numbers,
                                const Templates& portraits, Half half, GroupScore kind) {
  const std::size_t persons = 1 + *std::max_element(numbers.begin(), numbers.end());
  Counted counted{{}, std::vector<std::uint64_t>(persons), std::vector<std::uint64_t>(persons)};
  std::vector<std::size_t> compared;
  for (std::size_t k = 0; k < portraits.size(); ++k) {
    if (!portraits[k] || half_of(subjects[k]) != half) continue;
    compared.push_back(k);
    ++counted.portraits[numbers[k]];
  }
  evaluation::StudySample sample;
  std::size_t most = 0;
  for (const Group& group : groups.groups) {
    ++counted.groups[group.subject];
    const double scale = kind == GroupScore::fused ? 1 : group.agreement;
    for (const std::size_t k : compared) {
      if (numbers[k] == group.subject) continue;
      ++sample.impostor_comparisons;
      const std::size_t steps =
          steps_reached(scale * face::compare(group.fused, *portraits[k]).get());
      most = std::max(most, steps);
      if (steps == 0) continue;
      counted.hits.push_back({group.subject, numbers[k], static_cast<std::uint32_t>(steps)});
    }
  }
  const std::size_t steps = most + 1;  // the last one that none reached
  const std::vector<double> once = reaching(counted, std::vector<std::uint32_t>(persons, 1), steps);
  for (const double count : once) sample.reaching.push_back(static_cast<std::uint64_t>(count));
  sample.by_subject_95 = by_subject(counted, steps);
  return sample;
}

}  // namespace truename::match
