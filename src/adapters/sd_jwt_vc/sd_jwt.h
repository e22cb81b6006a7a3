// SdJwt: a presentation taken apart and its disclosures put in their places (RFC 9901); trusts and
// verifies nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sd_jwt_vc/jws.h"

namespace truename::adapters {

constexpr std::size_t kPresentationLimitBytes = 64 * 1024;
constexpr std::size_t kDisclosureLimit = 64;  // of one presentation; a line needs five

struct SdJwt {
  Jws issued;
  std::vector<std::string> disclosures;  // as sent, base64url
  std::string bound_text;                // what sd_hash is made of, with its last "~"
  std::optional<Jws> key_binding;        // absent: nothing follows the last "~"
};

// bad_input unless <JWS>~<disclosure>~…~[<JWS>] and nothing more; too_large over the limits.
Result<SdJwt> parse_sd_jwt(std::string_view text);

struct Disclosed {
  // Each disclosure is one that the issuer made, in one place (RFC 9901 §7.1). False also for
  // another hash than SHA-256.
  bool fits = false;
  Object claims;  // those disclosed at the top, by name; nothing unless it fits
};
Disclosed disclose(const SdJwt& sd_jwt);

}  // namespace truename::adapters
