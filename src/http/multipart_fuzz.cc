#include "http/multipart.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const std::string_view type = body.substr(0, body.find('\n'));  // the first line, as a header
  (void)truename::http::parse_multipart(type, body.substr(type.size()));
  const auto parts = truename::http::parse_multipart("multipart/form-data; boundary=b", body);
  if (!parts) return 0;
  for (const auto& [name, part] : *parts) {
    if (name.empty() || part.content.size() > size) __builtin_trap();
  }
  return 0;
}
