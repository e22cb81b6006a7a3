// Comma-separated values (RFC 4180) to rows of text, line ends \n or \r\n; no meaning of a column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace truename::evaluation {

constexpr std::size_t kColumnLimit = 32;  // no list of ours has more than eleven

// Gives one row after the other without a copy of the whole text. Fields may be quoted; a quote in
// a quoted field is doubled. bad_input names the row.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  Result<std::vector<std::string>> next();
  std::size_t row() const { return row_; }  // of the row given last, from 1 (the header)

 private:
  std::string_view rest_;  // the caller's text outlives the reader, which lives in one function
  std::size_t row_ = 0;
};

}  // namespace truename::evaluation
