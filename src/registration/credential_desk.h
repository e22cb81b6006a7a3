// CredentialDesk: gives out nonces for presentations and takes each once; what a presentation says
// is the verifier's to judge.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "registration/ports_credential.h"

namespace truename::registration {

// What a wallet must put into its presentation.
struct CredentialChallenge {
  std::string nonce;  // 256 random bits, base64url
  std::string audience;
  Timestamp expires_at;
};

// A presentation as it was sent, and the nonce of the challenge that it is said to answer.
struct Presentation {
  std::string text;
  std::string nonce;
};

// Thread-safe. Nonces are kept in memory alone: after a restart each is one that was never given.
// Borrows verifier and clock.
class CredentialDesk {
 public:
  CredentialDesk(CredentialVerifier& verifier, const Clock& clock)
      : verifier_(verifier), clock_(clock) {}

  // unavailable: too many challenges are open.
  Result<CredentialChallenge> challenge();
  // Errors of CredentialVerifier. Whatever it comes to, the nonce is used up; one that was not
  // given here, was used before or is too old fails that check.
  Result<VerifiedCredential> verify(const Presentation& presentation);

  static constexpr int kLifetimeS = 300;  // to find the telephone and unlock the wallet
  static constexpr std::size_t kOpenLimit = 10'000;

 private:
  bool redeem(const std::string& nonce);

  CredentialVerifier& verifier_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Timestamp, std::less<>> open_;  // until when, by nonce
};

}  // namespace truename::registration
