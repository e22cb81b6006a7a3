// What a pack wants watched in service: rates among the last decisions and their limits (R132).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "policy/pack.h"

namespace truename::policy {

// `pack` names the pack in errors. Doubts written in a table are added to `doubts`.
Result<std::vector<Watch>> parse_watches(const Array& tables, std::string_view pack,
                                         std::vector<std::string>& doubts);

}  // namespace truename::policy
