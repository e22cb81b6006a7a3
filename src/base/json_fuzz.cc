#include "base/json.h"

// What parses must write back to text that parses to the same value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = truename::parse_json(text);
  if (!value) return 0;
  const std::string written = truename::write_json(*value);
  const auto again = truename::parse_json(written);
  if (!again || truename::write_json(*again) != written) __builtin_trap();
  return 0;
}
