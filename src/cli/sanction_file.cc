#include "cli/sanction_file.h"

#include <string>

#include "base/fields.h"
#include "base/json.h"
#include "evaluation/csv.h"

namespace truename::cli {
namespace {

using registration::RawSanctionRow;
using Rows = std::vector<registration::SanctionRow>;

constexpr std::string_view kHeader = "document_type,issuing_state,number,grade,from,until";
constexpr std::size_t kColumns = 6;

Status add(const RawSanctionRow& raw, const Date& today, Rows& rows) {
  if (rows.size() == registration::kSanctionRowsLimit) {
    return fail(ErrorCode::too_large, "The file has over 200,000 rows; divide the list.");
  }
  rows.push_back(TRY(registration::parse_sanction_row(raw, today)));
  return {};
}

Result<Rows> parse_csv(std::string_view text, const Date& today) {
  evaluation::CsvReader reader(text);
  TRY(reader.next());  // the header
  Rows rows;
  while (!reader.at_end()) {
    auto fields = TRY(reader.next());
    const std::size_t place = reader.row();
    if (fields.size() != kColumns) {
      return fail(ErrorCode::bad_input, "Line " + std::to_string(place) + ": it has " +
                                            std::to_string(fields.size()) +
                                            " columns and needs 6, as in the first line.");
    }
    TRY_STATUS(add({place, std::move(fields[0]), std::move(fields[1]), std::move(fields[2]),
                    std::move(fields[3]), std::move(fields[4]), std::move(fields[5])},
                   today, rows));
  }
  return rows;
}

Result<RawSanctionRow> parse_object(std::string_view line, std::size_t place) {
  const Value value = TRY(parse_json(line));
  Fields in(value, "the row");
  RawSanctionRow out{.place = place};
  out.document_type = in.text("document_type");
  out.issuing_state = in.text_or("issuing_state", "");
  out.number = in.text("number");
  out.grade = std::to_string(in.integer("grade"));
  out.from = in.text("from");
  out.until = in.text("until");
  TRY_STATUS(in.finish());
  return out;
}

Result<Rows> parse_json_lines(std::string_view text, const Date& today) {
  Rows rows;
  for (std::size_t place = 1; !text.empty(); ++place) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const auto raw = parse_object(line, place);
    if (!raw) {
      return fail(raw.error().code, "Line " + std::to_string(place) + ": " + raw.error().message);
    }
    TRY_STATUS(add(*raw, today, rows));
  }
  return rows;
}

}  // namespace

Result<Rows> parse_sanction_file(std::string_view text, const Date& today) {
  const std::string_view first = text.substr(0, std::min(text.find('\n'), text.size()));
  if (first == kHeader || first == std::string(kHeader) + "\r") return parse_csv(text, today);
  if (text.empty() || first.starts_with('{')) return parse_json_lines(text, today);
  return fail(ErrorCode::bad_input,
              "Line 1: write \"" + std::string(kHeader) + "\", or one JSON object a line.");
}

}  // namespace truename::cli
