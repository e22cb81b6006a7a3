// Pair lists in LFW's own format; parsing only.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace truename::cli {

struct Pair {
  std::string first;  // path below the images folder, "Name/Name_0001.jpg"
  std::string second;
  bool same_person = false;
};

// "folds<TAB>n", then lines "name i j" (same) or "name i other j" (different). bad_input names the
// line. Limit: 1,000,000 pairs.
Result<std::vector<Pair>> parse_pairs(const std::string& text);

}  // namespace truename::cli
