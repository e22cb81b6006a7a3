// Kinds of rule: the closed set that the engine knows, and the part that judges each.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace truename::policy {

// docs/formats/policy_pack.md says what each does.
enum class Kind {
  accepted_documents,
  document_fields_complete,
  document_number_check,
  document_consistent,
  document_unexpired,
  claim_agreement,
  holder_age,
  portrait_present,
  face_consent,
  no_resale_term,
  face_quality,
  face_pad,
  face_match,
  capture_challenge,
  authority,
  line_cap,
  line_free,
  agent,
  heir,
  organisation,
  foreign_validity,
  document_equivalence,
  other_way,
  network_credential,
  cross_operator_cap,
  attempt_limit,
  biometric_gap,
  batch_limits,
  open_reverification,
  sanction,
  risk,
  artefact_reuse,
  iot_assessment,
};
std::string_view kind_text(Kind kind);
std::optional<Kind> parse_kind(std::string_view text);
std::span<const Kind> all_kinds();
// Without these rules an approval would rest on nothing; a pack that lacks one is refused.
bool is_required(Kind kind);

// Which file judges a kind: judge_<part>.cc, or judge.cc itself.
enum class Part { document, consent, face, capture, authority, line, applicant, way, limits, risk };
Part part_of(Kind kind);

// Whether a rule of the kind may name events and channels. The others hold for every application,
// so that nothing is approved on nothing.
bool may_name_events(Kind kind);

}  // namespace truename::policy
