// Hints of the reasons for which a pack's life table refuses an event.
#pragma once

#include <span>

#include "policy/hints.h"

namespace truename::policy {

std::span<const Hint> life_hints();

}  // namespace truename::policy
