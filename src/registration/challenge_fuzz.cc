#include "base/json.h"
#include "registration/challenge.h"

namespace {

class StoppedClock final : public truename::Clock {
 public:
  truename::Timestamp now() const override { return {1'790'000'000'000}; }
};

}  // namespace

// No token of a stranger is accepted; what parses as a challenge writes back to the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace truename;
  static const StoppedClock kClock;
  static registration::ChallengeDesk desk({}, kClock);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (desk.redeem(text, "sale").result == registration::Redeemed::accepted) __builtin_trap();
  const auto value = parse_json(text);
  if (!value) return 0;
  const Value* const inner = value->find("challenge");
  if (inner == nullptr) return 0;
  const auto challenge = domain::parse_challenge(*inner);
  if (!challenge) return 0;
  const Value written = challenge_value(*challenge);
  if (domain::parse_challenge(written).value() != *challenge) __builtin_trap();
  return 0;
}
