// SdJwtVc: a CredentialVerifier for SD-JWT VCs with key binding (docs/formats/credential.md); it
// asks no network, and keeps nothing.
#pragma once

#include <string>
#include <string_view>

#include "adapters/sd_jwt_vc/status_list.h"
#include "adapters/sd_jwt_vc/trust_list.h"
#include "base/time.h"
#include "registration/ports_credential.h"

namespace truename::adapters {

constexpr std::string_view kSdJwtVcScheme = "sd_jwt_vc";

// Thread-safe when the source is. Borrows source and clock.
class SdJwtVc final : public registration::CredentialVerifier {
 public:
  SdJwtVc(TrustList trust, StatusSource& statuses, const Clock& clock)
      : trust_(std::move(trust)), statuses_(statuses), clock_(clock) {}

  std::string audience() const override { return trust_.audience; }
  Result<registration::VerifiedCredential> verify(std::string_view presentation,
                                                  std::string_view expected_nonce) override;

 private:
  domain::Check status_of(const Value& payload) const;

  const TrustList trust_;
  StatusSource& statuses_;
  const Clock& clock_;
};

}  // namespace truename::adapters
