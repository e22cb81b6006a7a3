#include "evaluation/groups.h"

#include <map>

#include "base/check.h"

namespace truename::evaluation {
namespace {

struct Pairs {
  Rate fmr;
  Rate fnmr;
  void note(const Pair& pair, const Comparison& outcome, double threshold) {
    Rate& rate = pair.same_person ? fnmr : fmr;
    ++rate.trials;
    rate.errors += (outcome.score >= threshold) != pair.same_person ? 1 : 0;
  }
};

Standing standing_of(const Rate& group, const Rate& whole) {
  const double limit = kGroupFactor * whole.value();
  if (group.trials > 0 && group.value() > limit) return Standing::worse;
  return group.upper_95() <= limit ? Standing::within : Standing::not_shown;
}

}  // namespace

std::string_view standing_text(Standing standing) {
  switch (standing) {
    case Standing::within:
      return "within 25 %";
    case Standing::not_shown:
      return "not shown";
    case Standing::worse:
      return "over 25 % worse";
  }
  return "";
}

std::vector<GroupRates> group_rates(const PairList& list, const std::vector<Comparison>& outcomes,
                                    double threshold) {
  CHECK(list.pairs.size() == outcomes.size());
  Pairs whole;
  std::vector<std::map<std::string, Pairs>> groups(list.group_columns.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].compared()) continue;
    const Pair& pair = list.pairs[i];
    whole.note(pair, outcomes[i], threshold);
    for (std::size_t column = 0; column < groups.size(); ++column) {
      groups[column][list.group_values[pair.groups][column]].note(pair, outcomes[i], threshold);
    }
  }
  std::vector<GroupRates> rates;
  for (std::size_t column = 0; column < groups.size(); ++column) {
    for (const auto& [value, pairs] : groups[column]) {
      rates.push_back({list.group_columns[column], value, pairs.fmr, pairs.fnmr,
                       standing_of(pairs.fmr, whole.fmr), standing_of(pairs.fnmr, whole.fnmr)});
    }
  }
  return rates;
}

}  // namespace truename::evaluation
