#include "cli/sanction_file.h"

// What parses has a sound row for each line it came from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rows = truename::cli::parse_sanction_file(text, {2026, 11, 24});
  if (!rows) return 0;
  for (const auto& row : *rows) {
    const bool sound = row.place > 0 && row.grade >= 1 && row.grade <= 99 && row.from < row.until &&
                       !row.identity.number.empty();
    if (!sound) __builtin_trap();
  }
  return 0;
}
