// result.json: the figures of an evaluation for machines, canonical; numbers of pairs, never names.
#pragma once

#include <string>
#include <string_view>

#include "base/value.h"
#include "evaluation/evaluate.h"
#include "evaluation/study.h"

namespace truename::evaluation {

// Format: docs/formats/result.md. The same evaluation gives the same bytes.
std::string result_text(const Evaluation& evaluation);

// What a calibration table is made from; parsed strictly from a result.
struct CalibrationSource {
  Labels labels;
  std::uint64_t subjects = 0;
  std::uint64_t pictures = 0;  // that gave a template
  std::uint64_t impostor_comparisons = 0;
  std::vector<Step> steps;
};
Result<CalibrationSource> parse_result(std::string_view json);

// The table of docs/formats/calibration.md. bad_input when the sample could not even without an
// error show `fmr_needed`, saying how many impostor comparisons could, for synthetic data, and for
// a study of another model or contract.
Result<std::string> calibration_text(const CalibrationSource& source,
                                     const std::optional<Study>& study, std::string_view id,
                                     double fmr_needed);

}  // namespace truename::evaluation
