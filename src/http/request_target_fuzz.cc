#include "http/request_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = truename::http::parse_target(text);
  if (target && !target->path.starts_with('/')) __builtin_trap();
  (void)truename::http::is_host(text);
  return 0;
}
