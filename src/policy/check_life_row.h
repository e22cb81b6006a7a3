// Whether one row of a life table may stand: who may do it, what it must ask for; not what rows
// make together.
#pragma once

#include <string>

#include "base/result.h"
#include "policy/life_table.h"

namespace truename::policy {

// Where the row leads from one of its states.
std::size_t target_of(const LifeTransition& move, std::size_t from);

// bad_input: what the row lacks and what to write. `row` names it and stands in front.
Status check_life_row(const LifeTable& table, const LifeTransition& move, const std::string& row);

}  // namespace truename::policy
