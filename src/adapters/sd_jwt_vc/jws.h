// Jws: signed JSON in compact form (RFC 7515), Ed25519 alone (RFC 8037); knows nothing of what it
// says.
#pragma once

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/result.h"
#include "base/value.h"

namespace truename::adapters {

struct Jws {
  Value header;   // an object
  Value payload;  // an object
  std::string signed_text;
  Bytes signature;
};

// bad_input unless three parts of strict base64url, of which two are JSON objects. `what` names it
// in errors.
Result<Jws> parse_jws(std::string_view text, std::string_view what);

// False also for every other algorithm, "none" among them, and for a header that asks for more than
// is understood here ("crit").
bool is_signed_by(const Jws& jws, const PublicKey& key);

std::string_view typ_of(const Jws& jws);  // "" when absent

// Members of an object that may hold more than we read (RFC 7519 §4).
std::string_view text_in(const Value& object, std::string_view key);  // "" when there is none

}  // namespace truename::adapters
