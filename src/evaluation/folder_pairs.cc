#include "evaluation/folder_pairs.h"

#include <set>
#include <string_view>
#include <utility>

#include "evaluation/seeded_random.h"

namespace truename::evaluation {
namespace {

std::string_view subject(const std::string& picture) {
  return std::string_view(picture).substr(0, picture.find('/'));
}

// The pictures from first[i] up to first[i + 1] are of one subject.
std::vector<std::uint32_t> subject_starts(const std::vector<std::string>& pictures) {
  std::vector<std::uint32_t> starts;
  for (std::uint32_t i = 0; i < pictures.size(); ++i) {
    if (i == 0 || subject(pictures[i]) != subject(pictures[i - 1])) starts.push_back(i);
  }
  starts.push_back(static_cast<std::uint32_t>(pictures.size()));
  return starts;
}

void add(PairList& list, std::uint32_t first, std::uint32_t second, bool same_person) {
  const auto row = static_cast<std::uint32_t>(list.pairs.size() + 1);
  list.pairs.push_back({row, first, second, 0, same_person});
}

void add_genuine(PairList& list, const std::vector<std::uint32_t>& starts) {
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) {
    for (std::uint32_t i = starts[s]; i < starts[s + 1]; ++i) {
      for (std::uint32_t k = i + 1; k < starts[s + 1]; ++k) add(list, i, k, true);
    }
  }
}

void add_all_impostors(PairList& list, const std::vector<std::uint32_t>& starts) {
  const std::uint32_t end = starts.back();
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) {
    for (std::uint32_t i = starts[s]; i < starts[s + 1]; ++i) {
      for (std::uint32_t k = starts[s + 1]; k < end; ++k) add(list, i, k, false);
    }
  }
}

void add_drawn_impostors(PairList& list, std::uint64_t wanted, std::uint64_t seed) {
  SeededRandom random(seed);
  std::set<std::pair<std::uint32_t, std::uint32_t>> drawn;
  while (drawn.size() < wanted) {
    auto i = static_cast<std::uint32_t>(random.below(list.pictures.size()));
    auto k = static_cast<std::uint32_t>(random.below(list.pictures.size()));
    if (subject(list.pictures[i]) == subject(list.pictures[k])) continue;
    if (i > k) std::swap(i, k);
    drawn.emplace(i, k);
  }
  for (const auto& [i, k] : drawn) add(list, i, k, false);
}

}  // namespace

Result<PairList> pairs_of_folders(std::vector<std::string> pictures, const FolderPairs& options) {
  PairList list;
  list.pictures = std::move(pictures);
  list.group_values.emplace_back();
  const std::vector<std::uint32_t> starts = subject_starts(list.pictures);
  const std::uint64_t all = list.pictures.size();
  std::uint64_t genuine = 0;
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) {
    const std::uint64_t own = starts[s + 1] - starts[s];
    genuine += own * (own - 1) / 2;
  }
  const std::uint64_t impostor = all * (all - (all > 0 ? 1 : 0)) / 2 - genuine;
  const bool whole = options.impostor_limit == 0 || options.impostor_limit >= impostor;
  if (genuine + (whole ? impostor : options.impostor_limit) > kPairLimit) {
    return fail(ErrorCode::too_large,
                "The folder gives over 12,000,000 pairs; ask for fewer with --impostors.");
  }
  if (genuine == 0 || impostor == 0) {
    return fail(ErrorCode::bad_input,
                "The folder needs one sub-folder a subject, with two subjects and two pictures "
                "of one of them at least.");
  }
  add_genuine(list, starts);
  if (whole) {
    add_all_impostors(list, starts);
  } else {
    add_drawn_impostors(list, options.impostor_limit, options.seed);
  }
  return list;
}

}  // namespace truename::evaluation
