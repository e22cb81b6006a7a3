#include "face/calibrate.h"

#include <algorithm>

#include "base/fields.h"
#include "base/files.h"
#include "base/time.h"
#include "base/toml.h"

namespace truename::face {
namespace {

constexpr std::size_t kTableLimitBytes = 256 * 1024;  // ours has 200 rows in 15 KB
constexpr std::size_t kRowLimit = 4096;

}  // namespace

Result<CalibrationTable> CalibrationTable::parse(std::string_view text, std::string_view name,
                                                 const Digest& model) {
  const std::string where(name);
  const Value value = TRY(parse_toml(text, name));
  Fields in(value, where);
  CalibrationTable table;
  table.id_ = in.text("id");
  table.data_ = in.text("data");
  const auto digest = parse_digest("sha256:" + in.text("model_sha256"));
  const auto date = parse_date(in.text("date"));
  const std::int64_t subjects = in.integer("subjects");
  const std::int64_t images = in.integer("images");
  const std::int64_t comparisons = in.integer("impostor_comparisons");
  in.text("dependence");
  const Array& rows = in.array("row");
  if (!digest) in.complain("\"model_sha256\" must be 64 hex digits");
  if (!date) in.complain("\"date\" must be a calendar date like 2026-11-24");
  if (subjects < 2 || images < subjects || comparisons < 1) {
    in.complain("the counts must be positive, with at least two subjects");
  }
  if (where != table.id_ + ".toml") in.complain("\"id\" must be the file's name without .toml");
  if (rows.empty() || rows.size() > kRowLimit) in.complain("\"row\" must hold 1 to 4096 rows");
  for (const Value& item : rows) {
    Fields row(item, where + " [[row]]");
    const Row next{row.number("score"), row.number("fmr_upper_95")};
    const double observed = row.number("fmr");
    TRY_STATUS(row.finish());
    const bool inside = next.score >= -1 && next.score <= 1 && next.fmr_upper_95 <= 1;
    if (!inside || observed < 0 || !(observed < next.fmr_upper_95 || observed == 1)) {
      in.complain("each row needs a score in -1..1 and 0 <= fmr < fmr_upper_95 <= 1");
    }
    if (!table.rows_.empty() && (next.score <= table.rows_.back().score ||
                                 next.fmr_upper_95 > table.rows_.back().fmr_upper_95)) {
      in.complain("scores must rise from row to row, and bounds must not");
    }
    table.rows_.push_back(next);
  }
  TRY_STATUS(in.finish());
  if (*digest != model) {
    return fail(ErrorCode::bad_input,
                where +
                    " calibrates another face model than the one listed; make the table of "
                    "this model with truename_calibrate (R22).");
  }
  return table;
}

Result<CalibrationTable> CalibrationTable::read(const std::filesystem::path& file,
                                                const Digest& model) {
  const std::string text = TRY(read_text_file(file, kTableLimitBytes));
  return parse(text, file.filename().string(), model);
}

double CalibrationTable::fmr_bound(ComparisonScore score) const {
  const auto above =
      std::upper_bound(rows_.begin(), rows_.end(), score.get(),
                       [](double value, const Row& row) { return value < row.score; });
  return above == rows_.begin() ? 1.0 : std::prev(above)->fmr_upper_95;
}

}  // namespace truename::face
