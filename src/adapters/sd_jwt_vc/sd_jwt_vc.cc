#include "adapters/sd_jwt_vc/sd_jwt_vc.h"

#include <algorithm>
#include <optional>

#include "adapters/sd_jwt_vc/holder_claims.h"
#include "adapters/sd_jwt_vc/sd_jwt.h"

namespace truename::adapters {
namespace {

using domain::Check;
using registration::VerifiedCredential;

constexpr std::int64_t kSkewS = 60;         // between our clock and theirs
constexpr std::int64_t kBindingAgeS = 300;  // as long as a challenge lives

Check check_of(bool holds) { return holds ? Check::pass : Check::fail; }

enum class Absent { allowed, refused };

// Whether the NumericDate `key` (RFC 7519 §2) lies within the bounds; one that is no whole number
// of seconds does not.
bool lies_within(const Value& payload, std::string_view key, std::int64_t from, std::int64_t to,
                 Absent absent) {
  const Value* const value = payload.find(key);
  if (value == nullptr) return absent == Absent::allowed;
  const auto* const at = value->as<std::int64_t>();
  return at != nullptr && from <= *at && *at <= to;
}

bool is_in_time(const SdJwt& sd_jwt, Timestamp now) {
  constexpr std::int64_t kEver = std::int64_t{1} << 50;
  const std::int64_t now_s = now.unix_ms / 1000;
  const Value& payload = sd_jwt.issued.payload;
  const bool credential = lies_within(payload, "exp", now_s - kSkewS, kEver, Absent::refused) &&
                          lies_within(payload, "nbf", -kEver, now_s + kSkewS, Absent::allowed) &&
                          lies_within(payload, "iat", -kEver, now_s + kSkewS, Absent::allowed);
  return credential && (!sd_jwt.key_binding || lies_within(sd_jwt.key_binding->payload, "iat",
                                                           now_s - kBindingAgeS - kSkewS,
                                                           now_s + kSkewS, Absent::refused));
}

// RFC 8037 §2, in the confirmation claim of RFC 7800.
std::optional<PublicKey> holder_key(const Value& payload) {
  const Value* const confirmation = payload.find("cnf");
  const Value* const jwk = confirmation == nullptr ? nullptr : confirmation->find("jwk");
  if (jwk == nullptr || text_in(*jwk, "kty") != "OKP" || text_in(*jwk, "crv") != "Ed25519") {
    return std::nullopt;
  }
  PublicKey key{};
  const auto bytes = from_base64url(text_in(*jwk, "x"));
  if (!bytes || bytes->size() != key.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

// RFC 9901 §7.3: made with the holder's key, over exactly what is presented.
bool is_holder_bound(const SdJwt& sd_jwt) {
  const auto key = holder_key(sd_jwt.issued.payload);
  if (!sd_jwt.key_binding || !key) return false;
  const Jws& binding = *sd_jwt.key_binding;
  return typ_of(binding) == "kb+jwt" && is_signed_by(binding, *key) &&
         text_in(binding.payload, "sd_hash") == to_base64url(sha256(as_bytes(sd_jwt.bound_text)));
}

bool says(const std::optional<Jws>& binding, std::string_view key, std::string_view expected) {
  return binding && !expected.empty() && text_in(binding->payload, key) == expected;
}

// The entry by whose key it was signed; null when there is none.
const TrustedIssuer* issuer_of(const Jws& issued, const TrustList& trust) {
  const std::string_view typ = typ_of(issued);
  if (typ != "dc+sd-jwt" && typ != "vc+sd-jwt") return nullptr;  // the name before 2024-11
  const std::string_view iss = text_in(issued.payload, "iss");
  const std::string_view vct = text_in(issued.payload, "vct");
  for (const TrustedIssuer& issuer : trust.issuers) {
    const bool may = std::find(issuer.vct.begin(), issuer.vct.end(), vct) != issuer.vct.end();
    if (issuer.iss == iss && may && is_signed_by(issued, issuer.key)) return &issuer;
  }
  return nullptr;
}

// Who the credential is about must be its issuer's to say (SD-JWT VC: never disclosed selectively).
bool hides_none_of_its_own(const Object& disclosed) {
  constexpr std::string_view kOwn[] = {"iss", "nbf", "exp", "cnf", "vct", "status"};
  return std::none_of(disclosed.begin(), disclosed.end(), [&](const Member& claim) {
    return std::find(std::begin(kOwn), std::end(kOwn), claim.first) != std::end(kOwn);
  });
}

std::optional<StatusReference> reference_in(const Value& payload) {
  const Value* const status = payload.find("status");
  const Value* const list = status == nullptr ? nullptr : status->find("status_list");
  const Value* const index = list == nullptr ? nullptr : list->find("idx");
  const auto* const number = index == nullptr ? nullptr : index->as<std::int64_t>();
  if (number == nullptr || text_in(*list, "uri").empty()) return std::nullopt;
  return StatusReference{std::string(text_in(*list, "uri")), *number};
}

}  // namespace

// An issuer's list is signed with one of its own keys.
Check SdJwtVc::status_of(const Value& payload) const {
  const auto reference = reference_in(payload);
  if (!reference) return Check::not_applicable;
  const auto list = statuses_.list_of(reference->uri);
  if (!list) return Check::not_applicable;  // what cannot be learnt is not known (R8)
  std::vector<PublicKey> keys;
  for (const TrustedIssuer& issuer : trust_.issuers) {
    if (issuer.iss == text_in(payload, "iss")) keys.push_back(issuer.key);
  }
  return read_status(*list, *reference, keys, clock_.now());
}

Result<VerifiedCredential> SdJwtVc::verify(std::string_view presentation,
                                           std::string_view expected_nonce) {
  const SdJwt sd_jwt = TRY(parse_sd_jwt(presentation));
  const Value& payload = sd_jwt.issued.payload;
  VerifiedCredential out;
  out.checks.scheme = kSdJwtVcScheme;
  out.checks.holder_bound = check_of(is_holder_bound(sd_jwt));
  out.checks.nonce = check_of(says(sd_jwt.key_binding, "nonce", expected_nonce));
  out.checks.audience = check_of(says(sd_jwt.key_binding, "aud", trust_.audience));
  out.checks.in_time = check_of(is_in_time(sd_jwt, clock_.now()));
  const TrustedIssuer* const issuer = issuer_of(sd_jwt.issued, trust_);
  Disclosed disclosed = disclose(sd_jwt);
  out.checks.issuer_trusted =
      check_of(issuer != nullptr && disclosed.fits && hides_none_of_its_own(disclosed.claims));
  if (out.checks.issuer_trusted == Check::fail) return out;
  out.checks.status = status_of(payload);
  for (const Member& claim : *payload.as<Object>()) disclosed.claims.push_back(claim);
  domain::HolderRecord holder = TRY(parse_holder_claims(Value(std::move(disclosed.claims))));
  const auto& types = issuer->document_types;
  if (std::find(types.begin(), types.end(), holder.document_type) == types.end()) {
    out.checks.issuer_trusted = Check::fail;
    return out;
  }
  out.holder = std::move(holder);
  return out;
}

}  // namespace truename::adapters
