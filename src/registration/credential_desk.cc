#include "registration/credential_desk.h"

#include "base/crypto.h"

namespace truename::registration {

Result<CredentialChallenge> CredentialDesk::challenge() {
  const Timestamp now = clock_.now();
  const std::scoped_lock lock(mutex_);
  std::erase_if(open_, [&](const auto& one) { return one.second < now; });
  if (open_.size() >= kOpenLimit) {
    return fail(ErrorCode::unavailable,
                "Too many credential challenges are open; try again in a minute.");
  }
  CredentialChallenge out{.nonce = to_base64url(random_key()),
                          .audience = verifier_.audience(),
                          .expires_at = {now.unix_ms + std::int64_t{kLifetimeS} * 1000}};
  open_.emplace(out.nonce, out.expires_at);
  return out;
}

bool CredentialDesk::redeem(const std::string& nonce) {
  const std::scoped_lock lock(mutex_);
  const auto found = open_.find(nonce);
  if (found == open_.end()) return false;
  const bool in_time = clock_.now() <= found->second;
  open_.erase(found);
  return in_time;
}

Result<VerifiedCredential> CredentialDesk::verify(const Presentation& presentation) {
  const bool redeemed = redeem(presentation.nonce);
  VerifiedCredential out = TRY(verifier_.verify(presentation.text, presentation.nonce));
  if (!redeemed) out.checks.nonce = domain::Check::fail;
  return out;
}

}  // namespace truename::registration
