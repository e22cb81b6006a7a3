// TrustedKeys: whose signature puts a pack in force here, as text; trusts nobody by itself and
// holds no secret (docs/formats/pack_signature.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/principal.h"

namespace truename::policy {

struct TrustedKey {
  std::string id;  // key_id_of(public_key)
  PublicKey public_key{};
  domain::PrincipalId by;
  domain::PrincipalId confirmed_by;
  Timestamp at;
  friend bool operator==(const TrustedKey&, const TrustedKey&) = default;
};

std::string trusted_keys_text(const std::vector<TrustedKey>& keys);
// At most 64 keys, each once, each confirmed by another person than named it.
Result<std::vector<TrustedKey>> parse_trusted_keys(std::string_view toml_text,
                                                   std::string_view name);
// not_found "pack.key_not_trusted".
Result<TrustedKey> find_key(const std::vector<TrustedKey>& keys, std::string_view id);

// A key's own file holds 64 hex digits and a line end: the secret seed, or the public key.
std::string key_file_text(const Key& key);
Result<Key> parse_key_file(std::string_view text, std::string_view name);

}  // namespace truename::policy
