#include "domain/read_time.h"

#include <string>

namespace truename::domain {

Timestamp read_time(Fields& in, std::string_view key) {
  const auto at = parse_timestamp(in.text(key));
  if (!at) in.complain("needs \"" + std::string(key) + "\" as RFC 3339 with milliseconds");
  return at.value_or(Timestamp{});
}

}  // namespace truename::domain
