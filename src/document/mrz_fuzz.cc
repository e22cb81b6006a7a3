#include <sstream>

#include "document/mrz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream text(std::string(reinterpret_cast<const char*>(data), size));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  const auto mrz = truename::document::parse_mrz(lines, {2026, 11, 24});
  // What was repaired once stays as it is.
  if (mrz && truename::document::parse_mrz(mrz->lines, {2026, 11, 24})->lines != mrz->lines) {
    __builtin_trap();
  }
  return 0;
}
