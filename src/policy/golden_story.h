// Golden stories: what happens to one line under a pack, step by step, written beside it as
// [[story]] tables; runs them, writes none.
#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"
#include "policy/golden.h"
#include "policy/pack.h"

namespace truename::policy {

// Each story counts as one case of `report`; a step that goes another way is its failure.
// bad_input: a story cannot be read. The form stands in docs/formats/policy_pack.md.
Status run_stories(const Array& tables, const Pack& pack, const std::string& file,
                   GoldenReport& report);

}  // namespace truename::policy
