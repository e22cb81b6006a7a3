#include "adapters/sd_jwt_vc/issuer_for_test.h"
#include "adapters/sd_jwt_vc/sd_jwt.h"

namespace {

class FixedClock final : public truename::Clock {
 public:
  truename::Timestamp now() const override { return {1'790'000'000'000}; }
};

}  // namespace

// Whatever arrives: a holder is named exactly when a trusted issuer vouches, a status only then,
// and no text is both a presentation, a status list and a trust list. The corpus holds a whole
// presentation, so that what is cut and changed of one comes this far.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace adapters = truename::adapters;
  using truename::domain::Check;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const FixedClock clock;
  adapters::IssuerForTest issuer(1'790'000'000);
  issuer.list = std::string(text);
  adapters::SdJwtVc verifier(issuer.trust(), issuer, clock);
  const auto verified = verifier.verify(text, "nonce-1");
  if (verified) {
    const bool trusted = verified->checks.issuer_trusted == Check::pass;
    if (verified->holder.has_value() != trusted) __builtin_trap();
    if (verified->checks.status != Check::not_applicable) __builtin_trap();
  }
  const Check status = adapters::read_status(text, {std::string(adapters::kListForTest), 1},
                                             {issuer.key.public_key}, clock.now());
  if (status != Check::not_applicable && verified) __builtin_trap();
  (void)adapters::parse_trust_list(text, "fuzz.toml");
  return 0;
}
