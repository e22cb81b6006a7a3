#include <algorithm>

#include "document/line_numbers.h"
#include "registration/register_line.h"

namespace truename::registration {
namespace {

constexpr std::size_t kKeyLimit = 128;    // characters; a UUID has 36
constexpr std::size_t kClaimLimit = 256;  // bytes; the longest names on a passport have 39
constexpr std::size_t kPresentationLimit = 64 * 1024;  // bytes; ours have two thousand

Result<domain::IdempotencyKey> parse_key(std::string text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (text.empty() || text.size() > kKeyLimit || !printable) {
    return fail(ErrorCode::bad_input,
                "The idempotency key must be 1 to 128 printable characters; a UUID will do.");
  }
  return domain::IdempotencyKey(std::move(text));
}

Status check_claim(const std::optional<std::string>& text, std::string_view what) {
  if (text && (text->empty() || text->size() > kClaimLimit)) {
    return fail(ErrorCode::bad_input,
                "The claimed " + std::string(what) + " must be 1 to 256 bytes, or be left out.");
  }
  return {};
}

// An edge says what is asked for and what was shown. What a second person, a verifier or an
// assessment found is found here, never told to us.
Status check_application(const domain::Application& application) {
  domain::Application said = application;
  said.kind = domain::ApplicationKind::open;
  said.line_class = domain::LineClass::personal;
  said.applicant = domain::Applicant::self;
  said.channel = domain::Channel::outlet;
  said.way = domain::Way::face;
  said.shown = {.own_document = application.shown.own_document};  // the program finds that
  said.iot = {};
  if (said == domain::Application()) return {};
  return fail(ErrorCode::bad_input,
              "The application may say kind, line_class, applicant, channel, way, shown and iot "
              "alone, and of what was shown all but own_document; leave the rest out.");
}

// Who acts for the holder shows a document of their own, and nobody else does.
Status check_acting(const RawRequest& raw) {
  const auto applicant = raw.application.applicant;
  const bool acts = applicant != domain::Applicant::self && applicant != domain::Applicant::heir;
  if (raw.acting_document.empty() || acts) return {};
  return fail(ErrorCode::bad_input,
              "Nobody acts for the holder here; name the applicant, or send no acting_document.");
}

// A presentation stands for document and face; what would say the same twice is refused.
Status check_presentation(const RawRequest& raw) {
  const Presentation& presentation = *raw.presentation;
  if (raw.application.way != domain::Way::network_credential) {
    return fail(ErrorCode::bad_input,
                "A presentation needs the application's way \"network_credential\".");
  }
  if (!raw.document.empty() || !raw.probe.empty() || !raw.acting_document.empty() || raw.capture ||
      raw.consent_face) {
    return fail(ErrorCode::bad_input,
                "A presentation stands for document and face; send no picture, no capture and no "
                "face consent with it.");
  }
  if (presentation.text.empty() || presentation.text.size() > kPresentationLimit) {
    return fail(ErrorCode::bad_input, "The presentation must be 1 byte to 64 KiB.");
  }
  if (presentation.nonce.empty() || presentation.nonce.size() > kKeyLimit) {
    return fail(ErrorCode::bad_input, "The presentation's nonce must be that of its challenge.");
  }
  return {};
}

Status check_pictures(const RawRequest& raw) {
  if (raw.document.empty()) {
    return fail(ErrorCode::bad_input, "A picture of the document is missing; send one.");
  }
  // Without face consent no face is asked for; the case goes the other way (R13, R41).
  if (raw.capture && !raw.probe.empty()) {
    return fail(ErrorCode::bad_input, "Send a capture or a still picture of the face, not both.");
  }
  if (raw.probe.empty() && !raw.capture && raw.consent_face) {
    return fail(ErrorCode::bad_input, "A live capture of the face is missing; send one.");
  }
  return {};
}

}  // namespace

Result<RegistrationRequest> parse_request(RawRequest raw) {
  RegistrationRequest request;
  request.idempotency_key = TRY(parse_key(std::move(raw.idempotency_key)));
  request.line.msisdn = TRY(document::parse_msisdn(raw.msisdn));
  request.line.iccid = TRY(document::parse_iccid(raw.iccid));
  TRY_STATUS(check_claim(raw.claimed_name, "name"));
  TRY_STATUS(check_claim(raw.claimed_number, "number"));
  if (raw.claimed_name) request.claim.name = domain::PersonName(*std::move(raw.claimed_name));
  if (raw.claimed_number) {
    request.claim.number = domain::IdentityNumber(*std::move(raw.claimed_number));
  }
  request.consent = {.face = raw.consent_face, .terms = raw.accept_terms};
  TRY_STATUS(raw.presentation ? check_presentation(raw) : check_pictures(raw));
  TRY_STATUS(check_application(raw.application));
  TRY_STATUS(check_acting(raw));
  request.application = std::move(raw.application);
  request.person_checked = raw.person_checked;
  request.document = std::move(raw.document);
  request.probe = std::move(raw.probe);
  request.acting_document = std::move(raw.acting_document);
  request.capture = std::move(raw.capture);
  request.presentation = std::move(raw.presentation);
  return request;
}

}  // namespace truename::registration
