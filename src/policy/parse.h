// parse_pack: the text of a policy pack to a Pack, strictly; reads no file and knows no case.
#pragma once

#include <string_view>

#include "base/result.h"
#include "policy/pack.h"

namespace truename::policy {

// `name` (a file name) stands in front of errors, which name the rule and the key to mend. Format
// and limits: docs/formats/policy_pack.md.
Result<Pack> parse_pack(std::string_view toml_text, std::string_view name);

}  // namespace truename::policy
