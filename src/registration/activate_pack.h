// activate_pack: puts a signed pack in force, by two administrators, and opens the one in force,
// believing no byte of it; reads no file.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/principal.h"
#include "policy/pack.h"
#include "policy/trusted_keys.h"
#include "registration/ports_people.h"

namespace truename::registration {

enum class Gaps { refused, accepted };  // what a pack still lists as unconfirmed

struct ActivationRequest {
  PackFiles files;
  domain::Principal by;
  domain::Principal confirmed_by;
  Gaps gaps = Gaps::refused;
};

struct PackPorts {
  PackRegistry& packs;
  PackShelf& shelf;
  const std::vector<policy::TrustedKey>& trusted;
  const Clock& clock;
};

// Everything is checked before anything is written: two administrators (forbidden), a signature by
// a trusted key ("pack.unsigned", "pack.key_not_trusted", "pack.changed",
// "pack.signature_changed"), the pack itself, its golden cases ("pack.golden_failed"), and its gaps
// ("pack.unconfirmed": accept each). Then the bytes are kept, then the record is written; errors of
// PackRegistry::activate pass through.
Result<domain::Activation> activate_pack(const ActivationRequest& request, const PackPorts& ports);

struct PackInForce {
  policy::Pack pack;
  domain::InForce in_force;
};
// The pack activated for `today`, from the bytes kept of it, all verified again: an error names
// what was changed since. Errors of PackRegistry::active_on.
Result<PackInForce> open_pack_in_force(const PackPorts& ports, const Date& today);

// two_persons for keys too (R117): who named the key, and who confirmed it.
Result<policy::TrustedKey> trust_key(const PublicKey& key, const domain::Principal& by,
                                     const domain::Principal& confirmed_by, Timestamp at);

}  // namespace truename::registration
