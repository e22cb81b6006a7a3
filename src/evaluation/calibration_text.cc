#include <algorithm>
#include <cstdio>

#include "evaluation/bounds.h"
#include "evaluation/number_text.h"
#include "evaluation/result.h"

namespace truename::evaluation {
namespace {

std::string line(const char* format, auto... values) {
  char text[512];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

// Text between quotes in TOML.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string rows_text(const CalibrationSource& source) {
  std::string text;
  for (const Step& step : source.steps) {
    const Rate rate{step.impostor_reaching, source.impostor_comparisons, {}};
    // Written with seven digits and rounded up, so that the bound stays one.
    const double bound = std::min(1.0, rate.upper_95() * 1.000001);
    text += line("\n[[row]]\nscore = %.3f\nfmr = %.6e\nfmr_upper_95 = %.6e\n", step.threshold,
                 rate.value(), bound);
    if (step.impostor_reaching == 0) break;  // nothing is known beyond it
  }
  return text;
}

}  // namespace

Result<std::string> calibration_text(const CalibrationSource& source, std::string_view id,
                                     double fmr_needed) {
  if (source.labels.kind == DataKind::synthetic) {
    return fail(ErrorCode::bad_input,
                "Synthetic faces say nothing certain about people, so no calibration table is made "
                "from them; evaluate on a public benchmark or on consented field data.");
  }
  if (source.labels.model_sha256.size() != 64 || source.labels.model_contract.empty() ||
      source.subjects < 2) {
    return fail(ErrorCode::bad_input,
                "The result names no model or no subjects (were its scores given with --scores?); "
                "evaluate from pictures.");
  }
  const std::uint64_t needed = trials_needed(fmr_needed, 0);
  if (source.impostor_comparisons < needed) {
    return fail(ErrorCode::bad_input,
                "The sample is too small for an FMR of " + rate_text(fmr_needed) + ": it has " +
                    count_text(source.impostor_comparisons) + " impostor comparisons and needs " +
                    count_text(needed) + " at least.");
  }
  std::string text =
      "# What a comparison score of one face model is worth. Format: docs/formats/calibration.md.\n"
      "# Made by truename models calibrate; aggregate numbers only.\n";
  text += "id = " + quoted(id) + "\n";
  text += "data = " +
          quoted(std::string(data_kind_text(source.labels.kind)) + ", " + source.labels.data) +
          "\n";
  text += "model_sha256 = " + quoted(source.labels.model_sha256) + "\n";
  text += "model_contract = " + quoted(source.labels.model_contract) + "\n";
  text += "date = " + quoted(source.labels.date) + "\n";
  text += "subjects = " + std::to_string(source.subjects) + "\n";
  text += "images = " + std::to_string(source.pictures) + "\n";
  text += "impostor_comparisons = " + std::to_string(source.impostor_comparisons) + "\n";
  text +=
      "dependence = \"Pictures and subjects take part in several comparisons, so they are not "
      "independent: the exact binomial bound treats them as if they were and is too tight.\"\n";
  return text + rows_text(source);
}

}  // namespace truename::evaluation
