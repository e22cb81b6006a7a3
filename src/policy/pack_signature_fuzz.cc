#include "policy/signature.h"

// What parses is written as it came, and fits no pack that was not signed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace policy = truename::policy;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto signature = policy::parse_signature(text, "fuzz.sig");
  if (!signature) return 0;
  if (policy::signature_text(*signature) != text) __builtin_trap();
  if (policy::verify_pack(*signature, truename::PublicKey{}, "a", text)) __builtin_trap();
  return 0;
}
