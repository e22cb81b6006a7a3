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

// Written with seven digits and rounded up, so that the bound stays one.
std::string row_text(const std::string& key, const StudyRow& row) {
  return line("\n[[%s]]\nscore = %.3f\nfmr = %.6e\nfmr_upper_95 = %.6e\n", key.c_str(), row.score,
              row.fmr, std::min(1.0, row.fmr_upper_95 * 1.000001));
}

std::string rows_text(const CalibrationSource& source) {
  std::string text;
  for (const Step& step : source.steps) {
    const Rate rate{step.impostor_reaching, source.impostor_comparisons, {}};
    text += row_text("row", {step.threshold, rate.value(), rate.upper_95(), true});
    if (step.impostor_reaching == 0) break;  // nothing is known beyond it
  }
  return text;
}

std::string sample_rows(const std::string& key, const std::vector<StudySample>& samples) {
  std::string text;
  for (std::size_t k = 0;; ++k) {
    const StudyRow row = row_at(samples, k);
    if (row.score > 1) break;
    text += row_text(key, row);
    if (!row.reached) break;  // nothing is known beyond it
  }
  return text;
}

std::string portraits_text(const std::vector<StudySample>& samples) {
  std::string names;
  for (const StudySample& sample : samples) {
    names += (names.empty() ? "" : ",") + sample.portraits;
  }
  return quoted(names);
}

std::string comparisons_text(const std::vector<StudySample>& samples) {
  std::uint64_t comparisons = 0;
  for (const StudySample& sample : samples) comparisons += sample.impostor_comparisons;
  return "impostor_comparisons = " + std::to_string(comparisons) + "\n";
}

std::string study_sections(const Study& study) {
  std::string text;
  if (study.poor) {
    text +=
        "\n# Portraits with less between the eyes, or less sharp, than 99 of 100 pictures above.\n"
        "[poor_portrait]\n";
    text += line("inter_eye_px_below = %.1f\nsharpness_below = %.3f\n",
                 study.poor->inter_eye_px_below, study.poor->sharpness_below);
    text += "degradations = " + portraits_text(study.poor->samples) + "\n";
    text += comparisons_text(study.poor->samples);
    text += sample_rows("poor_portrait.row", study.poor->samples);
  }
  for (const ProbesStudy& part : study.probes) {
    const std::string key = "probes." + std::to_string(part.probes);
    text += "\n# The score of one template fused of so many pictures of a person.\n[" + key + "]\n";
    text += "data = " + quoted(study.data) + "\n";
    text += "subjects = " + std::to_string(part.subjects) + "\n";
    text += "groups = " + std::to_string(part.groups) + "\n";
    text += "portraits = " + portraits_text(part.samples) + "\n";
    text += comparisons_text(part.samples);
    text += sample_rows(key + ".row", part.samples);
  }
  return text;
}

}  // namespace

Result<std::string> calibration_text(const CalibrationSource& source,
                                     const std::optional<Study>& study, std::string_view id,
                                     double fmr_needed) {
  if (study && (study->model_sha256 != source.labels.model_sha256 ||
                study->model_contract != source.labels.model_contract)) {
    return fail(ErrorCode::bad_input,
                "The study is of another model or input contract than the result; make both with "
                "the same entry of models/manifest.toml.");
  }
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
  return text + rows_text(source) + (study ? study_sections(*study) : "");
}

}  // namespace truename::evaluation
