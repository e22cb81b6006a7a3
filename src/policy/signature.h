// The signature beside a pack, <id>.sig: made, read and verified; decides nothing about whose keys
// are trusted (docs/formats/pack_signature.md).
#pragma once

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/result.h"

namespace truename::policy {

struct PackSignature {
  std::string pack_id;
  Digest pack_digest{};
  std::string key_id;
  Signature signature{};
  friend bool operator==(const PackSignature&, const PackSignature&) = default;
};

// "k" and the first 16 hex digits of SHA-256 over the public key.
std::string key_id_of(const PublicKey& key);

// Ed25519 over a domain separator and the pack's bytes, so that a signature of anything else that
// truename signs with the same key never fits a pack.
PackSignature sign_pack(const SigningKey& key, std::string_view pack_id,
                        std::string_view pack_text);
// corrupt "pack.changed" when the bytes are not those signed, "pack.signature_changed" when the
// signature does not fit them under `key`.
Status verify_pack(const PackSignature& signature, const PublicKey& key, std::string_view pack_id,
                   std::string_view pack_text);

// Canonical TOML. parse: bad_input unless it is exactly that form; `name` stands in front.
std::string signature_text(const PackSignature& signature);
Result<PackSignature> parse_signature(std::string_view text, std::string_view name);

}  // namespace truename::policy
