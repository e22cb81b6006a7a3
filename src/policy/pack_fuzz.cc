#include "policy/decide.h"
#include "policy/explain.h"
#include "policy/parse.h"

// A pack that parses can decide, and never approves evidence in which nothing was seen.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace policy = truename::policy;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto pack = policy::parse_pack(text, "fuzz.toml");
  if (!pack) return 0;
  const truename::domain::Evidence nothing;
  if (pack->line_cap() < 1) __builtin_trap();
  if (policy::decide(nothing, *pack).outcome == truename::domain::Outcome::approved) {
    __builtin_trap();
  }
  if (policy::explain(nothing, *pack).empty()) __builtin_trap();
  return 0;
}
