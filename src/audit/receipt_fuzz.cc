#include "audit/receipt.h"

// What parses must write back to text that parses to the same receipt; verifying must not crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto receipt = truename::audit::parse_receipt(text);
  if (!receipt) return 0;
  const std::string written = truename::audit::receipt_text(*receipt);
  const auto again = truename::audit::parse_receipt(written);
  if (!again || truename::audit::receipt_text(*again) != written) __builtin_trap();
  if (truename::audit::verify_receipt(*receipt).has_value() !=
      truename::audit::verify_receipt(*again).has_value()) {
    __builtin_trap();
  }
  return 0;
}
