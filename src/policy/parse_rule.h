// parse_rule: one [[rule]] table of a pack to a Rule; knows nothing of the rules beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"
#include "base/value.h"
#include "policy/pack.h"

namespace truename::policy {

// `pack` names the pack in errors. Doubts written in the rule are added to `doubts`.
Result<Rule> parse_rule(const Value& table, std::string_view pack,
                        std::vector<std::string>& doubts);

// 1..64 of a-z, 0-9 and "-"; complains otherwise.
std::string read_id(Fields& in, std::string_view key);

}  // namespace truename::policy
