// Signal: the closed set of things about a decision that a pack may have watched (R132); no limits.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "domain/decision.h"
#include "domain/evidence.h"

namespace truename::policy {

enum class Signal {
  rejected,          // the outcome
  referred,          // the outcome: a person must look, the exception path
  retake,            // a picture must be taken again
  face_unusable,     // the quality gate stopped the face check
  attack_suspected,  // by presentation attack detection
  no_match,          // compared, and beyond the pack's limit
  other_way,         // the subscriber chose the way without a face
  capture_retried,   // the capture was not the first try of its sale
  device_shift,      // other classes of device than before; of a whole window, never of one case
};
std::string_view signal_text(Signal signal);
std::optional<Signal> parse_signal(std::string_view text);
std::span<const Signal> all_signals();

// Whether the case shows the signal; device_shift is shown by none (policy/device_shift.h). Results
// alone are looked at; no face is kept for this.
bool shows(Signal signal, const domain::Evidence& evidence, const domain::Decision& decision);

}  // namespace truename::policy
