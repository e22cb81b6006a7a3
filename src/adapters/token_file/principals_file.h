// The text of principals.toml to principals and back, strictly; knows no disk and no token in the
// clear (docs/formats/principals.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/principal.h"

namespace truename::adapters {

enum class Standing { active, suspended };

struct PrincipalEntry {
  domain::Principal principal;
  Digest token_hash{};            // SHA-256 of the token's text
  std::optional<Date> not_after;  // the token's last day
  Standing standing = Standing::active;
  friend bool operator==(const PrincipalEntry&, const PrincipalEntry&) = default;
};

constexpr std::size_t kPrincipalsLimit = 2000;  // 256 bytes each stay below parse_toml's 1 MiB

// `name` (a file name) stands in front of errors, which name the principal and the key to mend.
Result<std::vector<PrincipalEntry>> parse_principals(std::string_view toml_text,
                                                     std::string_view name);
std::string principals_text(const std::vector<PrincipalEntry>& entries);

// 64 hex digits of 256 random bits: nobody guesses it, so that a plain hash is enough.
std::string new_token();
Digest token_hash(std::string_view token);

}  // namespace truename::adapters
