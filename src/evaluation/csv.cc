#include "evaluation/csv.h"

namespace truename::evaluation {
namespace {

tl::unexpected<Error> broken(std::size_t row, const char* why) {
  return fail(ErrorCode::bad_input, "Row " + std::to_string(row) + " " + why + "; mend it.");
}

}  // namespace

Result<std::vector<std::string>> CsvReader::next() {
  ++row_;
  std::vector<std::string> fields(1);
  bool quoted = false;
  bool closed = false;  // a quoted field ended: only a comma or the line's end may follow
  std::size_t at = 0;
  for (; at < rest_.size(); ++at) {
    const char c = rest_[at];
    if (c == '\0') return broken(row_, "holds a zero byte");
    if (quoted && c == '"' && at + 1 < rest_.size() && rest_[at + 1] == '"') {
      fields.back() += '"';
      ++at;
    } else if (quoted && c == '"') {
      quoted = false;
      closed = true;
    } else if (quoted) {
      fields.back() += c;
    } else if (c == '\n') {
      break;
    } else if (c == '\r' && (at + 1 == rest_.size() || rest_[at + 1] == '\n')) {
      continue;
    } else if (c == ',') {
      if (fields.size() == kColumnLimit) return broken(row_, "has more than 32 columns");
      fields.emplace_back();
      closed = false;
    } else if (c == '"' && fields.back().empty() && !closed) {
      quoted = true;
    } else if (c == '"' || closed) {
      return broken(row_, "has a quote in the middle of a field");
    } else {
      fields.back() += c;
    }
  }
  if (quoted) return broken(row_, "opens a quote that is never closed");
  rest_.remove_prefix(at < rest_.size() ? at + 1 : at);
  return fields;
}

}  // namespace truename::evaluation
