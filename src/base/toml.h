// TOML text to Value; the only face of toml++.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace truename {

// TOML 1.0; dates become text. `name` (a file name) stands in front of errors, with the line.
// Limit: 1 MiB.
Result<Value> parse_toml(std::string_view text, std::string_view name);

}  // namespace truename
