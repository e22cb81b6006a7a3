// Issuing capture challenges and redeeming each once; what a person does with one is not seen here.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/capture.h"

namespace truename::registration {

struct ChallengeLimits {
  int steps = 3;         // 3..6
  int lifetime_s = 60;   // of a challenge, from its issue to the last frame
  int max_attempts = 3;  // challenges of one sale (R32)
};

// Where randomness comes from; a test gives its own.
struct ChallengeSeed {
  std::array<std::uint8_t, 16> id{};
  Digest nonce{};
  std::uint64_t choice = 0;  // picks the steps
};
ChallengeSeed draw_seed();

// Every sequence of turns, with at most one move_closer, that `count` steps can form: 20 for three
// steps, 48 for four. One of them is chosen, each as likely (the remainder of 2^64 weighs less than
// 1e-17), so whoever prepared one stream passes this layer with chance 1/20 or 1/48 an attempt.
std::size_t sequence_count(int count);
std::vector<domain::ChallengeStep> sequence_at(std::size_t index, int count);

enum class Redeemed { accepted, malformed, wrong_signature, other_case, expired, already_answered };
std::string_view redeemed_text(Redeemed redeemed);  // "challenge_expired", stable

struct Redemption {
  Redeemed result = Redeemed::malformed;
  std::optional<domain::Challenge> challenge;  // when accepted
};

// Signs with a key that is made with the desk and dies with it: a challenge lives for a minute and
// is answered to the process that issued it, so the log's key, which vouches for the past, need
// not be near. A restart takes back every open challenge, and with it the memory of those answered.
// Thread-safe. Memory: one entry a sale and one a redeemed challenge, while either is within its
// lifetime, at most kOpenLimit.
class ChallengeDesk {
 public:
  ChallengeDesk(const ChallengeLimits& limits, const Clock& clock);

  // The token, docs/formats/capture.md. conflict: the sale has had its attempts; unavailable: too
  // many sales are open.
  Result<std::string> issue(std::string_view binding, domain::HeadMovement movement);
  Result<std::string> issue(std::string_view binding, domain::HeadMovement movement,
                            const ChallengeSeed& seed);
  // Challenges issued to this sale so far, while they are remembered.
  int attempts_of(std::string_view binding);
  // `binding` as the caller knows it, not as the token says.
  Redemption redeem(std::string_view token, std::string_view binding);

  static constexpr std::size_t kOpenLimit = 10'000;

 private:
  struct Attempts {
    int count = 0;
    Timestamp forget_at;
  };
  void forget_old(Timestamp now);

  const ChallengeLimits limits_;
  const Clock& clock_;
  const SigningKey key_;
  std::mutex mutex_;
  std::map<std::string, Attempts, std::less<>> attempts_;   // by binding
  std::map<std::string, Timestamp, std::less<>> redeemed_;  // by id, until they expire
};

}  // namespace truename::registration
