// Pairs of a test set whose pictures lie in one folder a subject; each pair is compared alone, 1:1.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/pair_list.h"

namespace truename::evaluation {

struct FolderPairs {
  std::uint64_t impostor_limit = 0;  // 0: all of them
  std::uint64_t seed = 1;
};

// `pictures` are "subject/...picture" in ascending order. All genuine pairs, then the impostor
// pairs, all or an evenly drawn, seeded sample of them. too_large over kPairLimit.
Result<PairList> pairs_of_folders(std::vector<std::string> pictures, const FolderPairs& options);

}  // namespace truename::evaluation
