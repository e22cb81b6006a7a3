// The port to a network identity credential (R14): what one presentation came to; nothing of its
// format, and nothing of the challenge it answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/application.h"
#include "domain/registration.h"

namespace truename::registration {

struct VerifiedCredential {
  domain::CredentialEvidence checks;  // with the scheme's name
  // What the issuer vouches for; absent unless it is trusted: what anybody may have written is not
  // kept of anyone.
  std::optional<domain::HolderRecord> holder;
};

class CredentialVerifier {
 public:
  virtual ~CredentialVerifier() = default;
  // For whom a presentation must be made; wallets are told it with the nonce.
  virtual std::string audience() const = 0;
  // A check that fails is evidence. bad_input: no presentation, or one that leaves out what a line
  // cannot be registered without; too_large: over its limits.
  virtual Result<VerifiedCredential> verify(std::string_view presentation,
                                            std::string_view expected_nonce) = 0;
};

}  // namespace truename::registration
