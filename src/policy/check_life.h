// Whether a life table can be trusted to carry a line: what no pack may leave out or allow.
#pragma once

#include <string>

#include "base/result.h"
#include "policy/life_table.h"

namespace truename::policy {

// bad_input names the first row or state that does not hold and what to write. `where` stands in
// front. The checks are listed in docs/formats/life.md.
Status check_life_table(const LifeTable& table, const std::string& where);

}  // namespace truename::policy
