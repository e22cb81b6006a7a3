// Runs each presentation of a list through the examiner, as a registration would; counts nothing.
#pragma once

#include <filesystem>
#include <vector>

#include "evaluation/pad_rates.h"
#include "face/examiner.h"

namespace truename::cli {

struct PadSetting {
  std::filesystem::path images;
  double fmr_max = 0;  // of the pack: what the whole chain must reach to pass
  unsigned threads = 1;
};

// The chain is quality gates, passive PAD on one still picture and the comparison at the pack's
// limit. A picture that cannot be decoded gives no answer; a missing one is not_found.
Result<std::vector<evaluation::PadOutcome>> score_presentations(
    face::Examiner& examiner, const PadSetting& setting,
    const std::vector<evaluation::Presentation>& presentations);

}  // namespace truename::cli
