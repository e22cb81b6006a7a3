#include "base/check.h"
#include "policy/explain_parts.h"

namespace truename::policy {
namespace {

using domain::Application;
using domain::Check;
using domain::Evidence;

std::string check_seen(std::string_view name, Check check) {
  return std::string(name) + " " + std::string(domain::check_text(check));
}

std::string count_seen(std::string_view name, const std::optional<int>& count) {
  return std::string(name) + " " + (count ? std::to_string(*count) : "not counted");
}

std::string shown_seen(const Application& application) {
  const domain::ShownEvidence& shown = application.shown;
  return "applicant " + std::string(domain::applicant_text(application.applicant)) + ", class " +
         std::string(domain::line_class_text(application.line_class)) + ", " +
         check_seen("own document", shown.own_document) + ", " +
         check_seen("authorisation", shown.authorisation) + ", " +
         check_seen("relation", shown.relation) + ", " +
         check_seen("responsible person", shown.responsible_person) + ", " +
         check_seen("end subscribers", shown.end_subscribers) + ", " +
         check_seen("organisation document", shown.organisation_document);
}

std::string way_seen(const Application& application) {
  const domain::AttendedEvidence& attended = application.attended;
  return "way " + std::string(domain::way_text(application.way)) + ", " +
         check_seen("checked", attended.checked) + ", " +
         check_seen("confirmed", attended.confirmed) + ", " +
         check_seen("two persons", attended.two_persons);
}

std::string credential_seen(const Application& application) {
  const domain::CredentialEvidence& credential = application.credential;
  return "way " + std::string(domain::way_text(application.way)) + ", scheme " +
         (credential.scheme.empty() ? "none" : credential.scheme) + ", " +
         check_seen("issuer trusted", credential.issuer_trusted) + ", " +
         check_seen("holder bound", credential.holder_bound) + ", " +
         check_seen("nonce", credential.nonce) + ", " +
         check_seen("audience", credential.audience) + ", " +
         check_seen("status", credential.status) + ", " + check_seen("in time", credential.in_time);
}

std::string iot_seen(const Application& application) {
  const domain::IotEvidence& iot = application.iot;
  return "class " + std::string(domain::line_class_text(application.line_class)) + ", " +
         check_seen("assessment", iot.assessment) + ", " + check_seen("scenario", iot.scenario) +
         ", " + check_seen("devices", iot.devices);
}

std::string openings_seen(const domain::OpeningCounts& openings) {
  std::vector<std::string> out;
  for (const domain::OpeningCounter& counter : domain::kOpeningCounters) {
    out.push_back(count_seen(counter.name, openings.*counter.count));
  }
  return listed(out);
}

std::string validity_seen(const domain::DocumentEvidence& document) {
  return "foreigner's document: " + yes_no(document.foreigner) + ", valid until " +
         (document.valid_until ? date_text(*document.valid_until) : "unknown");
}

std::string cross_operator_seen(const domain::CrossOperatorCount& count) {
  return "count " + std::string(domain::count_answer_text(count.answer)) +
         (count.answer == domain::CountAnswer::counted
              ? ", " + std::to_string(count.lines) + " lines"
              : "");
}

std::string limits_seen(Kind kind, const domain::HistoryEvidence& history) {
  if (kind == Kind::attempt_limit) {
    return count_seen("attempts of the identity", history.attempts_identity_today) + ", " +
           count_seen("of the device", history.attempts_device_today);
  }
  if (kind == Kind::biometric_gap) {
    return count_seen("hours since the last biometric check", history.hours_since_biometric);
  }
  if (kind == Kind::batch_limits) return openings_seen(history.openings);
  if (kind == Kind::open_reverification) {
    return check_seen("re-verification settled:", history.reverification_settled);
  }
  if (kind == Kind::sanction) return count_seen("grade in force:", history.sanction_grade);
  if (kind == Kind::risk) return "signals " + listed(history.risk_signals);
  CHECK(kind == Kind::artefact_reuse);
  return check_seen("artefact fresh:", history.artefact_fresh);
}

}  // namespace

std::string seen_of_application(Kind kind, const Evidence& evidence) {
  if (kind == Kind::authority) {
    return "answer " + std::string(domain::authority_text(evidence.authority));
  }
  if (kind == Kind::cross_operator_cap) return cross_operator_seen(evidence.cross_operator);
  if (kind == Kind::foreign_validity) return validity_seen(evidence.document);
  if (kind == Kind::document_equivalence) {
    return "type " + std::string(domain::document_type_text(evidence.document.type));
  }
  if (kind == Kind::iot_assessment) return iot_seen(evidence.application);
  if (kind == Kind::other_way) return way_seen(evidence.application);
  if (kind == Kind::network_credential) return credential_seen(evidence.application);
  if (part_of(kind) == Part::applicant) return shown_seen(evidence.application);
  return limits_seen(kind, evidence.history);
}

}  // namespace truename::policy
