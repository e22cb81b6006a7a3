#include "adapters/authority/authority_answer.h"
#include "adapters/loopback_http/http_answer.h"

// Any bytes from a service: at most a body, of it at most one answer, never a count out of range.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace adapters = truename::adapters;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)adapters::parse_http_answer(bytes, adapters::Stream::open);
  const auto body = adapters::parse_http_answer(bytes, adapters::Stream::closed);
  if (!body) return 0;
  if (!*body || (*body)->size() > size) __builtin_trap();  // a closed stream has all it will have
  const auto answer = adapters::parse_authority_answer(**body);
  if (answer && *answer == truename::domain::AuthorityAnswer::unavailable) __builtin_trap();
  const auto lines = adapters::parse_count_answer(**body);
  if (lines && (*lines < 0 || *lines > 1'000'000)) __builtin_trap();
  return 0;
}
