// JSON text to Value and back; writing is canonical: order as built, no spaces, shortest numbers.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace truename {

// RFC 8259. Limits: 1 MiB, depth 32 (no document of ours needs more). Duplicate keys are an error.
Result<Value> parse_json(std::string_view text);
// The same value always gives the same bytes; digests rest on it.
std::string write_json(const Value& value);

}  // namespace truename
