// Hints during a face capture, one at a time: what to do now, never what a layer found (R40).
#pragma once

#include <span>

#include "policy/hints.h"

namespace truename::policy {

// Codes "capture.HINT", of domain::CaptureHint; left and right are the person's own.
std::span<const Hint> capture_hints();

}  // namespace truename::policy
