#include "registration/challenge.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/fields.h"
#include "base/json.h"

namespace truename::registration {
namespace {

using domain::Challenge;
using domain::ChallengeStep;
using domain::HeadMovement;

constexpr std::string_view kContext = "truename-challenge-1\n";
constexpr std::size_t kTokenLimitBytes = 4096;
// Attempts are remembered for longer than a challenge lives, or waiting would give new ones.
constexpr std::int64_t kAttemptsMemoryMs = 15 * 60 * 1000;

std::string signed_text(const Challenge& challenge) {
  return std::string(kContext) + write_json(challenge_value(challenge));
}

std::string token_of(const Challenge& challenge, const SigningKey& key) {
  const Signature signature = sign(key, as_bytes(signed_text(challenge)));
  return write_json(
      Value().set("challenge", challenge_value(challenge)).set("signature", to_base64(signature)));
}

// 0 and 1 are turns, 2 is move_closer; `index` counts in base 3 and those with two 2s are left out.
void fill_sequences(int count, std::vector<std::vector<ChallengeStep>>& out) {
  std::size_t all = 1;
  for (int i = 0; i < count; ++i) all *= 3;
  constexpr ChallengeStep kKinds[] = {ChallengeStep::turn_left, ChallengeStep::turn_right,
                                      ChallengeStep::move_closer};
  for (std::size_t number = 0; number < all; ++number) {
    std::vector<ChallengeStep> steps;
    for (std::size_t rest = number; steps.size() < static_cast<std::size_t>(count); rest /= 3) {
      steps.push_back(kKinds[rest % 3]);
    }
    if (std::count(steps.begin(), steps.end(), ChallengeStep::move_closer) <= 1) {
      out.push_back(std::move(steps));
    }
  }
}

std::vector<std::vector<ChallengeStep>> sequences(int count) {
  CHECK(count >= 1 && count <= 6);
  std::vector<std::vector<ChallengeStep>> out;
  fill_sequences(count, out);
  return out;
}

struct Opened {
  Redeemed result = Redeemed::malformed;
  Challenge challenge;
};

Opened open_signed(std::string_view token, const PublicKey& key) {
  Opened out;
  if (token.size() > kTokenLimitBytes) return out;
  const auto root = parse_json(token);
  if (!root) return out;
  Fields in(*root, "challenge token");
  auto challenge = domain::parse_challenge(in.object("challenge"));
  const auto signature = from_base64(in.text("signature"));
  Signature bytes{};
  if (!challenge || !in.finish() || !signature || signature->size() != bytes.size()) return out;
  std::copy(signature->begin(), signature->end(), bytes.begin());
  out.result = Redeemed::wrong_signature;
  if (!verify_signature(key, as_bytes(signed_text(*challenge)), bytes)) return out;
  return {Redeemed::accepted, *std::move(challenge)};
}

}  // namespace

ChallengeSeed draw_seed() {
  ChallengeSeed seed;
  random_fill(seed.id);
  random_fill(seed.nonce);
  std::array<std::uint8_t, sizeof seed.choice> choice{};
  random_fill(choice);
  std::memcpy(&seed.choice, choice.data(), choice.size());
  return seed;
}

std::size_t sequence_count(int count) { return sequences(count).size(); }

std::vector<ChallengeStep> sequence_at(std::size_t index, int count) {
  return sequences(count).at(index);
}

std::string_view redeemed_text(Redeemed redeemed) {
  switch (redeemed) {
    case Redeemed::accepted:
      return "challenge_accepted";
    case Redeemed::malformed:
      return "challenge_malformed";
    case Redeemed::wrong_signature:
      return "challenge_wrong_signature";
    case Redeemed::other_case:
      return "challenge_of_other_case";
    case Redeemed::expired:
      return "challenge_expired";
    case Redeemed::already_answered:
      return "challenge_already_answered";
  }
  CHECK(false);
}

ChallengeDesk::ChallengeDesk(const ChallengeLimits& limits, const Clock& clock)
    : limits_(limits), clock_(clock), key_(signing_key_from_seed(random_key())) {}

Result<std::string> ChallengeDesk::issue(std::string_view binding, HeadMovement movement) {
  return issue(binding, movement, draw_seed());
}

Result<std::string> ChallengeDesk::issue(std::string_view binding, HeadMovement movement,
                                         const ChallengeSeed& seed) {
  const Timestamp now = clock_.now();
  const std::int64_t lifetime_ms = std::int64_t{limits_.lifetime_s} * 1000;
  Challenge challenge{.id = to_hex(seed.id),
                      .binding = std::string(binding),
                      .nonce = seed.nonce,
                      .movement = movement,
                      .steps = {ChallengeStep::hold_still},
                      .issued_at = now,
                      .expires_at = {now.unix_ms + lifetime_ms}};
  if (movement == HeadMovement::asked) {
    challenge.steps = sequence_at(seed.choice % sequence_count(limits_.steps), limits_.steps);
  }
  TRY(domain::parse_challenge(challenge_value(challenge)));  // a binding that nobody could redeem
  const std::scoped_lock lock(mutex_);
  forget_old(now);
  if (attempts_.size() >= kOpenLimit || redeemed_.size() >= kOpenLimit) {
    return fail(ErrorCode::unavailable, "Too many captures are open; try again in a minute.");
  }
  Attempts& attempts = attempts_[challenge.binding];
  if (attempts.count >= limits_.max_attempts) {
    return fail(ErrorCode::conflict,
                "This sale has had all its attempts at the capture; a member of staff goes on.");
  }
  ++attempts.count;
  attempts.forget_at = {now.unix_ms + std::max(kAttemptsMemoryMs, lifetime_ms)};
  return token_of(challenge, key_);
}

int ChallengeDesk::attempts_of(std::string_view binding) {
  const std::scoped_lock lock(mutex_);
  const auto found = attempts_.find(binding);
  return found == attempts_.end() ? 0 : found->second.count;
}

Redemption ChallengeDesk::redeem(std::string_view token, std::string_view binding) {
  Opened opened = open_signed(token, key_.public_key);
  if (opened.result != Redeemed::accepted) return {opened.result, std::nullopt};
  Challenge& challenge = opened.challenge;
  if (challenge.binding != binding) return {Redeemed::other_case, std::nullopt};
  const Timestamp now = clock_.now();
  const std::scoped_lock lock(mutex_);
  forget_old(now);
  if (redeemed_.contains(challenge.id)) return {Redeemed::already_answered, std::nullopt};
  if (now >= challenge.expires_at) return {Redeemed::expired, std::nullopt};
  redeemed_.emplace(challenge.id, challenge.expires_at);
  return {Redeemed::accepted, std::move(challenge)};
}

void ChallengeDesk::forget_old(Timestamp now) {
  std::erase_if(attempts_, [&](const auto& one) { return one.second.forget_at <= now; });
  std::erase_if(redeemed_, [&](const auto& one) { return one.second <= now; });
}

}  // namespace truename::registration
