// Hints on the quality components of a face image, by subject; what to do, never a number.
#pragma once

#include <span>

#include "policy/hints.h"

namespace truename::policy {

// Codes "probe.COMPONENT" and "portrait.COMPONENT", of face/quality/components.h.
std::span<const Hint> quality_hints();

}  // namespace truename::policy
