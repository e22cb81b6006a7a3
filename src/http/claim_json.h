// The claim of a registration from its
// JSON part; shape only, the use case checks the values.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "registration/register_line.h"

namespace truename::http {

struct ClaimJson {
  std::string policy;            // the pack the caller believes in force; empty when not given
  registration::RawRequest raw;  // without key and pictures
};

// bad_input for an unknown, missing or mistyped member; at most 64 KiB.
Result<ClaimJson> parse_claim(std::string_view text);

}  // namespace truename::http
