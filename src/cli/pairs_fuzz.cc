#include "cli/pairs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto pairs = truename::cli::parse_pairs(text);
  if (!pairs) return 0;
  for (const truename::cli::Pair& pair : *pairs) {
    const bool inside = !pair.first.empty() && pair.first.front() != '/' &&
                        !pair.first.starts_with("..") && !pair.second.empty();
    if (!inside) __builtin_trap();
  }
  return 0;
}
