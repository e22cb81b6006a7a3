#include "policy/trusted_keys.h"

// What parses is written so that it parses to the same again; no key file holds by accident.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace policy = truename::policy;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto key = policy::parse_key_file(text, "fuzz.key");
  if (key && policy::key_file_text(*key).size() < text.size()) __builtin_trap();
  const auto keys = policy::parse_trusted_keys(text, "fuzz.toml");
  if (!keys) return 0;
  const auto again = policy::parse_trusted_keys(policy::trusted_keys_text(*keys), "fuzz.toml");
  if (!again || *again != *keys) __builtin_trap();
  return 0;
}
