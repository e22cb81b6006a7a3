#include "http/claim_json.h"

#include "base/fields.h"
#include "base/json.h"

namespace truename::http {

Result<ClaimJson> parse_claim(std::string_view text) {
  constexpr std::size_t kClaimLimitBytes = 64 * 1024;
  if (text.size() > kClaimLimitBytes) {
    return fail(ErrorCode::too_large, "The claim is over 64 KiB; send the stated fields only.");
  }
  const Value value = TRY(parse_json(text));
  Fields in(value, "The claim");
  ClaimJson claim;
  claim.policy = in.text_or("policy", "");
  claim.raw.msisdn = in.text("msisdn");
  claim.raw.iccid = in.text("iccid");
  if (in.has("claimed_name")) claim.raw.claimed_name = in.text("claimed_name");
  if (in.has("claimed_number")) claim.raw.claimed_number = in.text("claimed_number");
  claim.raw.accept_terms = in.flag("accept_terms");
  claim.raw.consent_face = in.flag("consent_face");
  if (const Value* const capture = in.any("capture")) {
    Fields of(*capture, "The claim's capture");
    claim.raw.capture = registration::CaptureRef{of.text("id"), of.text("sale")};
    TRY_STATUS(of.finish());
  }
  if (const Value* const presentation = in.any("presentation")) {
    Fields of(*presentation, "The claim's presentation");
    claim.raw.presentation = registration::Presentation{of.text("text"), of.text("nonce")};
    TRY_STATUS(of.finish());
  }
  claim.raw.person_checked = in.flag_or("person_checked", false);
  const Value* const application = in.any("application");
  TRY_STATUS(in.finish());
  if (application != nullptr) claim.raw.application = TRY(domain::parse_application(*application));
  return claim;
}

}  // namespace truename::http
