#include "base/crypto.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace truename {
namespace {

constexpr std::string_view kDigestPrefix = "sha256:";

void ready() {
  static const int kInitialised = sodium_init();  // libsodium asks for it once; safe to repeat
  CHECK(kInitialised >= 0);
}

crypto_hash_sha256_state* state_of(std::array<std::uint8_t, 128>& storage) {
  static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(storage));
  return reinterpret_cast<crypto_hash_sha256_state*>(storage.data());
}

}  // namespace

Digest sha256(ByteView bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return digest;
}

Sha256::Sha256() : state_{} { crypto_hash_sha256_init(state_of(state_)); }

Sha256& Sha256::add(ByteView bytes) {
  crypto_hash_sha256_update(state_of(state_), bytes.data(), bytes.size());
  return *this;
}

Digest Sha256::finish() {
  Digest digest;
  crypto_hash_sha256_final(state_of(state_), digest.data());
  return digest;
}

Digest keyed_digest(const Key& key, ByteView bytes) {
  Digest digest;
  crypto_auth_hmacsha256(digest.data(), bytes.data(), bytes.size(), key.data());
  return digest;
}

Bytes seal(const Key& key, ByteView plain, ByteView context) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  Bytes sealed(kNonce + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  random_fill(std::span(sealed).first(kNonce));
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, plain.data(),
                                             plain.size(), context.data(), context.size(), nullptr,
                                             sealed.data(), key.data());
  return sealed;
}

Result<Bytes> open_sealed(const Key& key, ByteView sealed, ByteView context) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < kNonce + kTag) {
    return fail(ErrorCode::corrupt, "A sealed field is cut short; restore the database.");
  }
  Bytes plain(sealed.size() - kNonce - kTag);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, sealed.data() + kNonce, sealed.size() - kNonce,
      context.data(), context.size(), sealed.data(), key.data());
  if (opened != 0) {
    return fail(ErrorCode::corrupt,
                "A sealed field does not open; it was changed, or the key file is another one.");
  }
  return plain;
}

bool equal_in_constant_time(const Digest& one, const Digest& other) {
  return sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

SigningKey signing_key_from_seed(const Key& seed) {
  SigningKey key;
  crypto_sign_ed25519_seed_keypair(key.public_key.data(), key.secret.data(), seed.data());
  return key;
}

Signature sign(const SigningKey& key, ByteView message) {
  Signature signature;
  crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(),
                               key.secret.data());
  return signature;
}

bool verify_signature(const PublicKey& key, ByteView message, const Signature& signature) {
  return crypto_sign_ed25519_verify_detached(signature.data(), message.data(), message.size(),
                                             key.data()) == 0;
}

Key random_key() {
  Key key;
  random_fill(key);
  return key;
}

void random_fill(std::span<std::uint8_t> out) {
  ready();
  randombytes_buf(out.data(), out.size());
}

std::string digest_text(const Digest& digest) {
  return std::string(kDigestPrefix) + to_hex(digest);
}

Result<Digest> parse_digest(std::string_view text) {
  if (!text.starts_with(kDigestPrefix)) {
    return fail(ErrorCode::bad_input, "A digest starts with \"sha256:\".");
  }
  const Bytes bytes = TRY(from_hex(text.substr(kDigestPrefix.size())));
  Digest digest;
  if (bytes.size() != digest.size()) {
    return fail(ErrorCode::bad_input, "A digest has 64 hex digits after \"sha256:\".");
  }
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

}  // namespace truename
