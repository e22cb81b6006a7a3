#include "face/calibrate.h"

#include <algorithm>

#include "base/check.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/time.h"
#include "base/toml.h"
#include "registration/ports.h"

namespace truename::face {
namespace {

constexpr std::size_t kTableLimitBytes = 256 * 1024;  // ours has 400 rows in 30 KB
constexpr std::size_t kRowLimit = 4096;
// Beyond both every portrait would be poor, which is a slip of the pen.
constexpr double kInterEyeLimitPx = 1000;
constexpr double kSharpnessLimit = 100;

// R22: one sentence that says which of the two differs.
Status check_model(const std::string& where, const Digest& weights, const std::string& contract,
                   const vision::ModelEntry& model) {
  if (weights != model.sha256) {
    return fail(ErrorCode::bad_input, where +
                                          " calibrates another face model than the one listed; "
                                          "make the table of this model with truename models "
                                          "calibrate (R22).");
  }
  const std::string listed = vision::contract_text(model);
  if (contract == listed) return {};
  return fail(ErrorCode::bad_input,
              where + " calibrates " + model.id + " as \"" + contract +
                  "\", but models/manifest.toml lists it as \"" + listed +
                  "\"; make the table again with truename models calibrate (R22).");
}

}  // namespace

// Complaints go to `in`, in whose "row" the rows are.
CalibrationTable::Rows CalibrationTable::parse_rows(Fields& in) {
  Rows rows;
  const Array& items = in.array("row");
  if (items.empty() || items.size() > kRowLimit) in.complain("\"row\" must hold 1 to 4096 rows");
  for (const Value& item : items) {
    Fields row(item, in.where() + " [[row]]");
    const Row next{row.number("score"), row.number("fmr_upper_95")};
    const double observed = row.number("fmr");
    if (const Status read = row.finish(); !read) in.complain(read.error().message);
    const bool inside = next.score >= -1 && next.score <= 1 && next.fmr_upper_95 <= 1;
    if (!inside || observed < 0 || !(observed < next.fmr_upper_95 || observed == 1)) {
      in.complain("each row needs a score in -1..1 and 0 <= fmr < fmr_upper_95 <= 1");
    }
    if (!rows.empty() &&
        (next.score <= rows.back().score || next.fmr_upper_95 > rows.back().fmr_upper_95)) {
      in.complain("scores must rise from row to row, and bounds must not");
    }
    rows.push_back(next);
  }
  return rows;
}

Status CalibrationTable::parse_poor(const Value& value) {
  Fields in(value, id_ + ".toml [poor_portrait]");
  limits_.inter_eye_px = in.number("inter_eye_px_below");
  limits_.sharpness = in.number("sharpness_below");
  const std::string degradations = in.text("degradations");
  const std::int64_t comparisons = in.integer("impostor_comparisons");
  const bool positive = limits_.inter_eye_px > 0 && limits_.inter_eye_px <= kInterEyeLimitPx &&
                        limits_.sharpness > 0 && limits_.sharpness <= kSharpnessLimit;
  if (!positive) in.complain("the limits must be above 0, at most 1000 px and 100");
  if (degradations.empty()) in.complain("\"degradations\" must say what was measured");
  if (comparisons < 1) in.complain("\"impostor_comparisons\" must be positive");
  poor_rows_ = parse_rows(in);
  return in.finish();
}

// [probes.2], [probes.3] and so on, in any order.
Status CalibrationTable::parse_probes(const Value& value) {
  const std::string where = id_ + ".toml [probes]";
  Fields sections(value, where);
  for (std::size_t probes = 2; probes <= registration::kProbeLimit; ++probes) {
    const std::string key = std::to_string(probes);
    const Value* const section = sections.any(key);
    if (section == nullptr) continue;
    Fields in(*section, id_ + ".toml [probes." + key + "]");
    const std::int64_t subjects = in.integer("subjects");
    const std::int64_t groups = in.integer("groups");
    const std::int64_t comparisons = in.integer("impostor_comparisons");
    if (in.text("portraits").empty() || in.text("data").empty()) {
      in.complain("\"portraits\" and \"data\" must say what was measured");
    }
    if (subjects < 2 || groups < subjects || comparisons < groups) {
      in.complain("the counts must be positive, with at least two subjects");
    }
    probes_rows_[probes] = parse_rows(in);
    TRY_STATUS(in.finish());
  }
  if (probes_rows_.empty()) sections.complain("must hold a section by a number of probes, 2 to 5");
  return sections.finish();
}

Result<CalibrationTable> CalibrationTable::parse(std::string_view text, std::string_view name,
                                                 const vision::ModelEntry& model) {
  const std::string where(name);
  const Value value = TRY(parse_toml(text, name));
  Fields in(value, where);
  CalibrationTable table;
  table.id_ = in.text("id");
  table.data_ = in.text("data");
  const auto digest = parse_digest("sha256:" + in.text("model_sha256"));
  const std::string contract = in.text("model_contract");
  const auto date = parse_date(in.text("date"));
  const std::int64_t subjects = in.integer("subjects");
  const std::int64_t images = in.integer("images");
  const std::int64_t comparisons = in.integer("impostor_comparisons");
  in.text("dependence");
  if (!digest) in.complain("\"model_sha256\" must be 64 hex digits");
  if (!date) in.complain("\"date\" must be a calendar date like 2026-11-24");
  if (subjects < 2 || images < subjects || comparisons < 1) {
    in.complain("the counts must be positive, with at least two subjects");
  }
  if (where != table.id_ + ".toml") in.complain("\"id\" must be the file's name without .toml");
  table.rows_ = parse_rows(in);
  const Value* const poor = in.any("poor_portrait");
  const Value* const probes = in.any("probes");
  TRY_STATUS(in.finish());
  if (poor != nullptr) TRY_STATUS(table.parse_poor(*poor));
  if (probes != nullptr) TRY_STATUS(table.parse_probes(*probes));
  TRY_STATUS(check_model(where, *digest, contract, model));
  return table;
}

Result<CalibrationTable> CalibrationTable::read(const std::filesystem::path& file,
                                                const vision::ModelEntry& model) {
  const std::string text = TRY(read_text_file(file, kTableLimitBytes));
  return parse(text, file.filename().string(), model);
}

double CalibrationTable::bound_in(const Rows& rows, ComparisonScore score) {
  const auto above =
      std::upper_bound(rows.begin(), rows.end(), score.get(),
                       [](double value, const Row& row) { return value < row.score; });
  return above == rows.begin() ? 1.0 : std::prev(above)->fmr_upper_95;
}

double CalibrationTable::fmr_bound(ComparisonScore score, PortraitClass portrait) const {
  const double clear = bound_in(rows_, score);
  if (portrait == PortraitClass::clear || poor_rows_.empty()) return clear;
  // Or whoever makes a portrait worse would be asked less.
  return std::max(clear, bound_in(poor_rows_, score));
}

double CalibrationTable::fused_fmr_bound(ComparisonScore fused, PortraitClass portrait,
                                         std::size_t probes) const {
  CHECK(knows_probes(probes));
  // Or frames that are one picture over again would be worth what different ones are, and more
  // frames, which fewer persons have, would be worth more for want of a sample.
  double bound = fmr_bound(fused, portrait);
  for (const auto& [count, rows] : probes_rows_) {
    if (count <= probes) bound = std::max(bound, bound_in(rows, fused));
  }
  return bound;
}

PortraitClass CalibrationTable::class_of(const PortraitMeasures& portrait) const {
  return classify(portrait, limits_);
}

}  // namespace truename::face
