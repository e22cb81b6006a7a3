// The ports about people and packs: who acts, and which pack was put in force by whom; nothing of
// how either is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/activation.h"
#include "domain/principal.h"

namespace truename::registration {

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Who holds this token. Takes the same time for every token of one length.
  // unauthenticated: nobody does, or no longer (the token's last day has passed).
  // forbidden: the principal is suspended (R72), from the moment that it is.
  virtual Result<domain::Principal> authenticate(std::string_view token) = 0;
};

// The record of activations: append-only. One implementation keeps it in memory, for tests.
class PackRegistry {
 public:
  virtual ~PackRegistry() = default;
  // Errors of domain::check_activation; unavailable when it cannot be written.
  virtual Status activate(const domain::Activation& record) = 0;
  // Errors of domain::active_on.
  virtual Result<domain::InForce> active_on(const Date& date) = 0;
  virtual Result<std::optional<domain::Activation>> find(const Digest& pack_digest) = 0;
};

// A pack as it lies somewhere: its bytes, and what stands beside it.
struct PackFiles {
  std::string id;              // the file's name without .toml
  std::string text;            // <id>.toml
  std::string signature_text;  // <id>.sig; empty when there is none
  std::string cases_text;      // <id>.cases.toml; empty when there is none
};

// Where the bytes of activated packs are kept, so that what is in force and what was can be read
// whatever becomes of policies/. Believes nothing: who reads verifies.
class PackShelf {
 public:
  virtual ~PackShelf() = default;
  // Keeps pack and signature under the digest of the pack's bytes; replaces nothing else.
  virtual Status keep(const PackFiles& files) = 0;
  // not_found "pack.missing" when the bytes are gone. The golden cases are not kept.
  virtual Result<PackFiles> read(const domain::Activation& record) = 0;
};

}  // namespace truename::registration
