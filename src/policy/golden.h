// Golden cases: decisions that a pack must give, written beside it; runs them, writes none.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/pack.h"

namespace truename::policy {

struct GoldenReport {
  std::size_t cases = 0;
  std::vector<std::string> failures;  // "name: expected rejected [a], got referred [b]"
  std::set<std::string> codes;        // every reason code that was given
};

// `toml_text` in the form of docs/formats/policy_pack.md; `name` stands in front of errors.
// bad_input: the cases cannot be read, or belong to another pack. A wrong decision is a failure.
Result<GoldenReport> run_golden_cases(const Pack& pack, std::string_view toml_text,
                                      std::string_view name);

}  // namespace truename::policy
