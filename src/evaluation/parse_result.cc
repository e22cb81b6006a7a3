#include "base/fields.h"
#include "base/json.h"
#include "base/time.h"
#include "evaluation/result.h"

namespace truename::evaluation {
namespace {

constexpr std::size_t kStepLimit = 4096;  // rows that a calibration table may hold

Labels read_labels(const Value& value, Fields& outer) {
  Fields in(value, "\"labels\" of the result");
  Labels labels;
  labels.data = in.text("data");
  const auto kind = parse_data_kind(in.text("data_kind"));
  labels.date = in.text("date");
  labels.command = in.text("command");
  const std::int64_t seed = in.integer("seed");
  labels.list_sha256 = in.text("list_sha256");
  labels.model_sha256 = in.text("model_sha256");
  labels.model_contract = in.text("model_contract");
  labels.score_models = in.text("score_models");
  labels.calibration_id = in.text("calibration_id");
  if (!kind) in.complain("\"data_kind\" is none that we know");
  if (seed < 0) in.complain("\"seed\" must not be negative");
  if (!parse_date(labels.date)) in.complain("\"date\" must be a calendar date like 2026-11-24");
  const Status status = in.finish();
  if (!status) outer.complain(status.error().message);
  if (kind) labels.kind = *kind;
  labels.seed = static_cast<std::uint64_t>(seed);
  return labels;
}

Status read_counts(const Value& value, CalibrationSource& source) {
  Fields in(value, "\"counts\" of the result");
  const std::int64_t pictures = in.integer("pictures");
  const std::int64_t failed = in.integer("undecodable") + in.integer("no_face");
  const std::int64_t subjects = in.integer("subjects");
  const std::int64_t impostors = in.integer("impostor_compared");
  for (const char* const other :
       {"pairs", "repeated_pairs", "genuine", "impostor", "genuine_compared"}) {
    if (in.integer(other) < 0) in.complain("a count is negative");
  }
  if (pictures < 0 || failed < 0 || failed > pictures || subjects < 0 || impostors < 1) {
    in.complain("the counts cannot all be true");
  }
  TRY_STATUS(in.finish());
  source.pictures = static_cast<std::uint64_t>(pictures - failed);
  source.subjects = static_cast<std::uint64_t>(subjects);
  source.impostor_comparisons = static_cast<std::uint64_t>(impostors);
  return {};
}

Status read_steps(const Array& steps, CalibrationSource& source) {
  if (steps.empty() || steps.size() > kStepLimit) {
    return fail(ErrorCode::bad_input, "The result must hold 1 to 4096 steps of scores.");
  }
  for (const Value& value : steps) {
    Fields in(value, "a step of the result");
    const double score = in.number("score");
    const std::int64_t impostors = in.integer("impostor_reaching");
    const std::int64_t genuine = in.integer("genuine_reaching");
    const bool first = source.steps.empty();
    const std::uint64_t before =
        first ? source.impostor_comparisons : source.steps.back().impostor_reaching;
    if (!(score >= -1 && score <= 1) || (!first && score <= source.steps.back().threshold)) {
      in.complain("scores must rise from step to step, inside -1..1");
    }
    if (impostors < 0 || genuine < 0 || static_cast<std::uint64_t>(impostors) > before) {
      in.complain("no step may be reached by more than the one before");
    }
    TRY_STATUS(in.finish());
    source.steps.push_back(
        {score, static_cast<std::uint64_t>(impostors), static_cast<std::uint64_t>(genuine)});
  }
  return {};
}

}  // namespace

Result<CalibrationSource> parse_result(std::string_view json) {
  const Value value = TRY(parse_json(json));
  Fields in(value, "the result");
  CalibrationSource source;
  if (in.text("format") != "truename-result-1") in.complain("\"format\" is not truename-result-1");
  source.labels = read_labels(in.object("labels"), in);
  in.array("conformance");
  in.any("pad");
  const Value* const matching = in.any("matching");
  TRY_STATUS(in.finish());
  if (matching == nullptr || matching->is_null()) {
    return fail(ErrorCode::bad_input, "The result holds no comparisons, so nothing to calibrate.");
  }
  Fields figures(*matching, "\"matching\" of the result");
  const Value& counts = figures.object("counts");
  const Array& steps = figures.array("steps");
  for (const char* const other : {"fte", "fta", "equal_error_rate", "operating", "targets",
                                  "groups", "folds", "worst_genuine", "worst_impostor", "det"}) {
    figures.any(other);
  }
  TRY_STATUS(figures.finish());
  TRY_STATUS(read_counts(counts, source));
  TRY_STATUS(read_steps(steps, source));
  return source;
}

}  // namespace truename::evaluation
