// The file of a sanction list, CSV or JSON lines, to rows that were each checked; keys and writes
// nothing. docs/formats/sanctions.md.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registration/import_sanctions.h"

namespace truename::cli {

constexpr std::size_t kSanctionFileLimitBytes = 32 * 1024 * 1024;  // the rows' limit, filled well

// bad_input names the first bad line and what to mend; too_large over kSanctionRowsLimit rows.
Result<std::vector<registration::SanctionRow>> parse_sanction_file(std::string_view text,
                                                                   const Date& today);

}  // namespace truename::cli
