#include "http/claim_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto claim = truename::http::parse_claim(text);
  if (claim && !claim->raw.document.empty()) __builtin_trap();
  return 0;
}
