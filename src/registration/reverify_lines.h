// reverify_lines: asks the holders of a batch of lines to be verified again (R60), each as its own
// event with the pack's clocks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "domain/principal.h"
#include "registration/register_line.h"

namespace truename::registration {

struct Batch {
  std::string name;  // 1..64 of a-z, 0-9, "-"; asked again, a batch goes on where it was
  Timestamp held_before;
  std::optional<domain::DocumentType> document;  // of the case that the holder was proofed by
  std::size_t limit = 1000;                      // lines asked in this call
  domain::Principal actor;
};

struct BatchReport {
  std::size_t matching = 0;  // lines that the batch speaks of
  std::size_t asked = 0;     // by this call
  std::size_t before = 0;    // by an earlier call, or by another batch that is still open
  std::size_t refused = 0;   // by the pack's table
};

Result<BatchReport> reverify_lines(const Batch& batch, const Setting& setting);

}  // namespace truename::registration
