#include "document/line_numbers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto msisdn = truename::document::parse_msisdn(text);
  if (msisdn && msisdn->get().size() > 15) __builtin_trap();
  const auto iccid = truename::document::parse_iccid(text);
  if (iccid && iccid->get() != text) __builtin_trap();
  return 0;
}
