// The cryptography that truename uses, by name of purpose; the only face of libsodium.
#pragma once

#include <array>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace truename {

using Digest = std::array<std::uint8_t, 32>;     // SHA-256 (FIPS 180-4)
using Key = std::array<std::uint8_t, 32>;        // a symmetric key
using PublicKey = std::array<std::uint8_t, 32>;  // Ed25519 (RFC 8032)
using Signature = std::array<std::uint8_t, 64>;

Digest sha256(ByteView bytes);

class Sha256 {
 public:
  Sha256();
  Sha256& add(ByteView bytes);
  Digest finish();

 private:
  alignas(16) std::array<std::uint8_t, 128> state_;
};

// HMAC-SHA-256 (RFC 2104): equal inputs under one key are equal, nothing else is learnt without it.
Digest keyed_digest(const Key& key, ByteView bytes);

// XChaCha20-Poly1305; a fresh random nonce stands in front. `context` is bound, not stored.
Bytes seal(const Key& key, ByteView plain, ByteView context);
// corrupt when the key, the context or any byte differs.
Result<Bytes> open_sealed(const Key& key, ByteView sealed, ByteView context);

// Takes the same time wherever they differ.
bool equal_in_constant_time(const Digest& one, const Digest& other);

struct SigningKey {
  std::array<std::uint8_t, 64> secret{};
  PublicKey public_key{};
};
SigningKey signing_key_from_seed(const Key& seed);
Signature sign(const SigningKey& key, ByteView message);
bool verify_signature(const PublicKey& key, ByteView message, const Signature& signature);

Key random_key();
void random_fill(std::span<std::uint8_t> out);

// "sha256:" + 64 hex digits, the way digests are written in every document of truename.
std::string digest_text(const Digest& digest);
Result<Digest> parse_digest(std::string_view text);

}  // namespace truename
