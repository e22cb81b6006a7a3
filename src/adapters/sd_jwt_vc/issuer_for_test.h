// An issuer with its status list, and a wallet that holds its credentials: everything is signed as
// real ones do, and each part can be spoiled before it is; no part of the program.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/sd_jwt_vc/sd_jwt_vc.h"
#include "base/json.h"

namespace truename::adapters {

constexpr std::string_view kIssForTest = "https://issuer.test";
constexpr std::string_view kVctForTest = "https://issuer.test/identity/1";
constexpr std::string_view kAudienceForTest = "https://counter.test";
constexpr std::string_view kListForTest = "https://issuer.test/status/1";

inline SigningKey key_for_test(std::uint8_t seed) {
  Key bytes{};
  bytes.fill(seed);
  return signing_key_from_seed(bytes);
}

inline std::string jws_for_test(const Value& header, const Value& payload, const SigningKey& key) {
  const std::string text = to_base64url(as_bytes(write_json(header))) + "." +
                           to_base64url(as_bytes(write_json(payload)));
  return text + "." + to_base64url(sign(key, as_bytes(text)));
}

inline Value without(const Value& object, std::string_view key) {
  Object out;
  for (const Member& member : *object.as<Object>()) {
    if (member.first != key) out.push_back(member);
  }
  return out;
}
inline Value with(const Value& object, std::string key, Value value) {
  Value out = without(object, key);
  return out.set(std::move(key), std::move(value));
}

// A zlib stream of one stored block (RFC 1950, RFC 1951 §3.2.4); up to 65535 bytes.
inline Bytes stored_for_test(const Bytes& plain) {
  std::uint32_t low = 1;
  std::uint32_t high = 0;
  for (const std::uint8_t byte : plain) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  const auto length = static_cast<std::uint16_t>(plain.size());
  Bytes out = {0x78, 0x01, 0x01};
  for (const unsigned value : {unsigned{length}, ~unsigned{length}}) {
    out.push_back(static_cast<std::uint8_t>(value));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  out.insert(out.end(), plain.begin(), plain.end());
  for (const unsigned shift : {8U, 0U}) out.push_back(static_cast<std::uint8_t>(high >> shift));
  for (const unsigned shift : {8U, 0U}) out.push_back(static_cast<std::uint8_t>(low >> shift));
  return out;
}

// What the issuer is about to sign.
struct DraftForTest {
  Value header;
  Value payload;
  std::vector<std::string> disclosures;
  SigningKey signed_with;
  std::string text() const {
    std::string out = jws_for_test(header, payload, signed_with) + "~";
    for (const std::string& one : disclosures) out += one + "~";
    return out;
  }
};

class IssuerForTest final : public StatusSource {
 public:
  explicit IssuerForTest(std::int64_t now_s) : now_s_(now_s) { statuses.resize(4); }

  TrustList trust() const {
    return {std::string(kAudienceForTest),
            {{std::string(kIssForTest),
              {std::string(kVctForTest)},
              {domain::DocumentType::cn_resident_id},
              key.public_key}}};
  }
  static std::string disclosure(const std::string& name, const Value& value) {
    const Value parts = Array{Value("salt-of-" + name), Value(name), value};
    return to_base64url(as_bytes(write_json(parts)));
  }
  // Of GB 11643's own example, bound to this holder's key, with the status at `index`.
  DraftForTest draft(const PublicKey& holder, int index = 0) const {
    DraftForTest out{.signed_with = key};
    out.header = Value().set("alg", "EdDSA").set("typ", "dc+sd-jwt");
    out.disclosures = {
        disclosure("name", "测试人"), disclosure("document_number", "11010519491231002X"),
        disclosure("document_type", "cn_resident_id"), disclosure("birthdate", "1949-12-31")};
    Array digests;
    for (const std::string& one : out.disclosures) {
      digests.emplace_back(to_base64url(sha256(as_bytes(one))));
    }
    digests.emplace_back(to_base64url(sha256(as_bytes("a decoy"))));
    const Value jwk =
        Value().set("kty", "OKP").set("crv", "Ed25519").set("x", to_base64url(holder));
    const Value reference = Value().set("idx", index).set("uri", kListForTest);
    out.payload = Value()
                      .set("iss", kIssForTest)
                      .set("vct", kVctForTest)
                      .set("iat", now_s_ - 3600)
                      .set("nbf", now_s_ - 3600)
                      .set("exp", now_s_ + 3600)
                      .set("cnf", Value().set("jwk", jwk))
                      .set("status", Value().set("status_list", reference))
                      .set("_sd_alg", "sha-256")
                      .set("_sd", digests);
    return out;
  }
  Value list_payload() const {
    return Value()
        .set("sub", kListForTest)
        .set("iat", now_s_ - 60)
        .set("exp", now_s_ + 600)
        .set("status_list",
             Value().set("bits", 2).set("lst", to_base64url(stored_for_test(statuses))));
  }
  std::string list_text(const Value& payload) const {
    return jws_for_test(Value().set("alg", "EdDSA").set("typ", "statuslist+jwt"), payload, key);
  }
  Result<std::string> list_of(const std::string& uri) override {
    if (!list.empty()) return list;
    if (uri != kListForTest) return fail(ErrorCode::not_found, "There is no such list.");
    return list_text(list_payload());
  }

  SigningKey key = key_for_test(1);
  Bytes statuses;    // two bits each, the first in the lowest bits
  std::string list;  // given out instead, when set

 private:
  const std::int64_t now_s_;
};

// Presents `issued` (which ends in "~") for a nonce; members are what it puts into the binding.
struct WalletForTest {
  SigningKey key = key_for_test(2);
  std::string audience{kAudienceForTest};
  std::string typ = "kb+jwt";
  std::int64_t now_s = 0;
  std::string present(const std::string& issued, const std::string& nonce) const {
    return issued + jws_for_test(Value().set("alg", "EdDSA").set("typ", typ),
                                 Value()
                                     .set("iat", now_s)
                                     .set("aud", audience)
                                     .set("nonce", nonce)
                                     .set("sd_hash", to_base64url(sha256(as_bytes(issued)))),
                                 key);
  }
};

}  // namespace truename::adapters
