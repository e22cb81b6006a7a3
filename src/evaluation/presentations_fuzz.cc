#include "evaluation/pad_rates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rows = truename::evaluation::parse_presentations(text);
  if (!rows) return 0;
  for (const truename::evaluation::Presentation& row : *rows) {
    if (row.file.empty() || row.file.front() == '/' || row.label.empty()) __builtin_trap();
  }
  return 0;
}
