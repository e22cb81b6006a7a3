#include <cstdio>

#include "base/check.h"
#include "policy/explain_parts.h"

namespace truename::policy {
namespace {

using domain::Evidence;

std::string findings_seen(const domain::FaceEvidence& face) {
  std::vector<std::string> items;
  for (const auto& finding : face.findings) {
    items.push_back(std::string(domain::subject_text(finding.subject)) + "." + finding.component);
  }
  return "stage " + std::string(domain::face_stage_text(face.stage)) + ", findings " +
         listed(items);
}

std::string capture_seen(const std::optional<domain::CaptureEvidence>& capture) {
  if (!capture) return "no capture ran";
  const auto layer = [](std::string_view name, const domain::CaptureLayer& one) {
    return ", " + std::string(name) + " " + std::string(domain::layer_status_text(one.status)) +
           (one.reason.empty() ? "" : " (" + one.reason + ")");
  };
  return "challenge " + std::string(domain::challenge_outcome_text(capture->challenge)) +
         layer("passive", capture->passive) + layer("turn", capture->turn) +
         layer("solid head", capture->solid_head) + layer("same person", capture->same_person) +
         layer("injection", capture->injection) + ", device signals " +
         listed(capture->device_signals);
}

std::string check_seen(std::string_view name, domain::Check check) {
  return std::string(name) + " " + std::string(domain::check_text(check));
}

std::string document_seen(Kind kind, const domain::DocumentEvidence& document) {
  if (kind == Kind::document_fields_complete) {
    return check_seen("all fields read:", document.fields_complete);
  }
  if (kind == Kind::document_number_check) return check_seen("number check:", document.number);
  if (kind == Kind::document_consistent) return check_seen("fields agree:", document.consistent);
  if (kind == Kind::document_unexpired) return check_seen("in date:", document.unexpired);
  if (kind == Kind::claim_agreement) {
    return check_seen("claim agrees:", document.claim_agreement) + ", disagreeing fields " +
           listed(document.disagreeing_fields);
  }
  if (kind == Kind::holder_age) {
    return "age " + (document.holder_age_years
                         ? std::to_string(*document.holder_age_years) + " years"
                         : "unknown");
  }
  if (kind == Kind::portrait_present) return "portrait found: " + yes_no(document.portrait_found);
  return "type " + std::string(domain::document_type_text(document.type));
}

}  // namespace

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out.empty() ? "none" : out;
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

std::string rate_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

std::string seen_of(Kind kind, const Evidence& evidence) {
  switch (kind) {
    case Kind::accepted_documents:
    case Kind::document_fields_complete:
    case Kind::document_number_check:
    case Kind::document_consistent:
    case Kind::document_unexpired:
    case Kind::claim_agreement:
    case Kind::holder_age:
    case Kind::portrait_present:
      return document_seen(kind, evidence.document);
    case Kind::face_consent:
      return "consent given: " + yes_no(evidence.consent.face);
    case Kind::no_resale_term:
      return "term accepted: " + yes_no(evidence.consent.terms);
    case Kind::face_quality:
      return findings_seen(evidence.face);
    case Kind::face_pad:
      return "PAD " + std::string(domain::pad_text(evidence.face.pad));
    case Kind::face_match:
      return "FMR bound " +
             (evidence.face.fmr_bound ? rate_text(*evidence.face.fmr_bound) : "withheld or absent");
    case Kind::capture_challenge:
      return capture_seen(evidence.capture);
    case Kind::line_free:
      return "number in use: " + yes_no(evidence.history.msisdn_in_use) +
             ", card in use: " + yes_no(evidence.history.iccid_in_use);
    case Kind::line_cap:
      return std::to_string(evidence.history.active_lines) + " active lines before this one";
    case Kind::agent:
    case Kind::heir:
    case Kind::organisation:
    case Kind::foreign_validity:
    case Kind::document_equivalence:
    case Kind::other_way:
    case Kind::network_credential:
    case Kind::authority:
    case Kind::cross_operator_cap:
    case Kind::attempt_limit:
    case Kind::biometric_gap:
    case Kind::batch_limits:
    case Kind::open_reverification:
    case Kind::sanction:
    case Kind::risk:
    case Kind::artefact_reuse:
    case Kind::iot_assessment:
      return seen_of_application(kind, evidence);
  }
  CHECK(false);
}

}  // namespace truename::policy
