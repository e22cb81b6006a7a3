#include "adapters/token_file/principals_file.h"

// What parses is written so that it parses to the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace adapters = truename::adapters;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto entries = adapters::parse_principals(text, "fuzz.toml");
  if (!entries) return 0;
  const auto again = adapters::parse_principals(adapters::principals_text(*entries), "fuzz.toml");
  if (!again || *again != *entries) __builtin_trap();
  return 0;
}
