// register_line: one application for one line, from pictures to a committed, provable decision.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "domain/principal.h"
#include "domain/registration.h"
#include "policy/pack.h"
#include "registration/capture_sessions.h"
#include "registration/credential_desk.h"
#include "registration/ports.h"
#include "registration/ports_counter.h"

namespace truename::registration {

// What the subscriber states; absent parts are taken from the document and not compared.
struct Claim {
  std::optional<domain::PersonName> name;
  std::optional<domain::IdentityNumber> number;
};

// A finished capture, and the sale that it was asked for (docs/formats/capture.md).
struct CaptureRef {
  std::string id;
  std::string sale;
};

struct RegistrationRequest {
  domain::IdempotencyKey idempotency_key;
  domain::Line line;
  Claim claim;
  domain::ConsentEvidence consent;
  Bytes document;  // encoded picture, as uploaded
  // Encoded picture of the document of who acts for the holder, as uploaded; may be empty.
  Bytes acting_document;
  Bytes probe;  // encoded still picture of the face, as uploaded; or
  std::optional<CaptureRef> capture;
  // A network credential instead of document and face: way network_credential, and no picture
  // (R14).
  std::optional<Presentation> presentation;
  // What is asked for, by whom and by which way; a plain opening by the holder unless said.
  domain::Application application;
  bool person_checked = false;  // who enters it looked from the document to the person
  // Who enters the sale; absent at an open counter and on the command line of the machine itself.
  std::optional<domain::Principal> actor;
  // The device at which it is entered, when it proved itself beside its clerk (R72).
  std::optional<domain::Principal> terminal{};
};

// As text arrives at an edge (flags or JSON), before anything is believed.
struct RawRequest {
  std::string idempotency_key;
  std::string msisdn;
  std::string iccid;
  std::optional<std::string> claimed_name;
  std::optional<std::string> claimed_number;
  bool accept_terms = false;
  bool consent_face = false;
  std::optional<CaptureRef> capture;
  domain::Application application;  // of it the edge may set kind, class, applicant, way, shown
  bool person_checked = false;
  Bytes document;
  Bytes probe;
  Bytes acting_document;
  std::optional<Presentation> presentation;
};

// bad_input names the first field that does not hold and how to mend it.
Result<RegistrationRequest> parse_request(RawRequest raw);

// What a case is decided with; owned by app/wire for the life of the process.
struct Setting {
  const policy::Pack& pack;
  Digest model_set_digest{};
  Ports ports;
  CaptureSessions* captures = nullptr;      // null: no captures here, as on the command line
  CredentialDesk* credentials = nullptr;    // null: nothing says here whose credentials to trust
  CrossOperatorCounter* counter = nullptr;  // null: nobody counts over all operators
};

// The same key with the same request gives the first answer again; with another request conflict.
// Errors of ports pass through; nothing is stored unless a case is returned.
Result<domain::CommittedCase> register_line(const RegistrationRequest& request,
                                            const Setting& setting);

}  // namespace truename::registration
