// From the [life] table of a pack to a LifeTable; every problem is bad_input and names the row.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "policy/life_table.h"

namespace truename::policy {

// Adds the clocks without a length and every doubt to `doubts`.
Result<LifeTable> parse_life_table(const Value& table, const std::string& pack,
                                   std::vector<std::string>& doubts);

}  // namespace truename::policy
