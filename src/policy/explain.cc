#include "policy/explain.h"

#include <cstdio>

#include "base/check.h"
#include "policy/decide.h"
#include "policy/judge.h"

namespace truename::policy {
namespace {

using domain::Evidence;

std::string_view standing_text(Standing standing) {
  switch (standing) {
    case Standing::satisfied:
      return "satisfied";
    case Standing::against:
      return "AGAINST";
    case Standing::silent:
      return "not applicable";
  }
  CHECK(false);
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

std::string rate(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out.empty() ? "none" : out;
}

std::string findings_seen(const domain::FaceEvidence& face) {
  std::vector<std::string> items;
  for (const auto& finding : face.findings) {
    items.push_back(std::string(domain::subject_text(finding.subject)) + "." + finding.component);
  }
  return "stage " + std::string(domain::face_stage_text(face.stage)) + ", findings " +
         joined(items);
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
         joined(capture->device_signals);
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
           joined(document.disagreeing_fields);
  }
  if (kind == Kind::holder_age) {
    return "age " + (document.holder_age_years
                         ? std::to_string(*document.holder_age_years) + " years"
                         : "unknown");
  }
  if (kind == Kind::portrait_present) return "portrait found: " + yes_no(document.portrait_found);
  return "type " + std::string(domain::document_type_text(document.type));
}

std::string seen(Kind kind, const Evidence& evidence) {
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
             (evidence.face.fmr_bound ? rate(*evidence.face.fmr_bound) : "withheld or absent");
    case Kind::capture_challenge:
      return capture_seen(evidence.capture);
    case Kind::authority:
      return "answer " + std::string(domain::authority_text(evidence.authority));
    case Kind::line_cap:
      return std::to_string(evidence.history.active_lines) + " active lines before this one";
    case Kind::line_free:
      return "number in use: " + yes_no(evidence.history.msisdn_in_use) +
             ", card in use: " + yes_no(evidence.history.iccid_in_use);
  }
  CHECK(false);
}

template <class T>
std::string value_line(std::string_view name, const std::string& value, const Cited<T>& cited) {
  return "    " + std::string(name) + " = " + value + "  (" + cited.cite + "; " +
         std::string(mark_text(cited.mark)) + ")\n";
}

// One line for each value of the rule; overloads by the rule's parameters.
std::string values(const std::monostate&) { return ""; }
std::string values(const AcceptedDocuments& rule) {
  std::vector<std::string> types;
  for (const auto type : rule.types.value) types.emplace_back(domain::document_type_text(type));
  return value_line("types", joined(types), rule.types);
}
std::string values(const HolderAge& rule) {
  return value_line("minimum_years", std::to_string(rule.minimum_years.value), rule.minimum_years);
}
std::string values(const FaceMatch& rule) {
  return value_line("fmr_max", rate(rule.fmr_max.value), rule.fmr_max) +
         value_line("refer_fmr_max", rate(rule.refer_fmr_max.value), rule.refer_fmr_max);
}
std::string values(const CaptureChallenge& rule) {
  std::vector<std::string> weights;
  for (const auto& [signal, weight] : rule.device_weights.value) {
    weights.push_back(signal + "=" + std::to_string(weight));
  }
  const bool required = rule.need.value == CaptureNeed::required;
  const bool accepted = rule.accessible.value == AccessiblePath::accepted;
  return value_line("need", required ? "required" : "optional", rule.need) +
         value_line("steps", std::to_string(rule.steps.value), rule.steps) +
         value_line("lifetime_s", std::to_string(rule.lifetime_s.value), rule.lifetime_s) +
         value_line("max_attempts", std::to_string(rule.max_attempts.value), rule.max_attempts) +
         value_line("accessible", accepted ? "accepted" : "referred", rule.accessible) +
         value_line("virtual_cameras", joined(rule.virtual_cameras.value), rule.virtual_cameras) +
         value_line("device_weights", joined(weights), rule.device_weights) +
         value_line("device_limit", std::to_string(rule.device_limit.value), rule.device_limit);
}
std::string values(const AuthorityRule& rule) {
  return value_line("required", yes_no(rule.need.value == AuthorityNeed::required), rule.need);
}
std::string values(const LineCap& rule) {
  return value_line("max_lines", std::to_string(rule.max_lines.value), rule.max_lines);
}

std::string paragraph(const Rule& rule, const Judgement& judgement, const Evidence& evidence) {
  std::string out = std::string(standing_text(judgement.standing)) + ": " + rule.id + " (" +
                    std::string(kind_text(rule.kind)) + ")\n";
  out += "    seen: " + seen(rule.kind, evidence) + "\n";
  for (const domain::Reason& reason : judgement.reasons) {
    out += "    reason: " + reason.code;
    if (judgement.standing == Standing::against) {
      out += " -> " + std::string(domain::outcome_text(reason.outcome)) + ", remedy " +
             std::string(domain::remedy_text(reason.remedy));
    }
    out += "\n";
  }
  out += std::visit([](const auto& parameters) { return values(parameters); }, rule.parameters);
  out += "    rests on: " + rule.cite + " (" + std::string(mark_text(rule.mark)) + "; " +
         joined(rule.requirements) + ")\n";
  return out;
}

}  // namespace

std::string explain(const Evidence& evidence, const Pack& pack) {
  std::string out = pack.title + "\npack " + pack.id + ", " + digest_text(pack.digest) +
                    "\nevidence of " + date_text(evidence.today) + "\n";
  if (!pack.in_force(evidence.today)) out += "AGAINST: the pack is not in force on that day\n";
  const std::vector<Judgement> judgements = judge(evidence, pack);
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    out += paragraph(pack.rules[i], judgements[i], evidence);
  }
  return out + "decision: " + std::string(domain::outcome_text(decide(evidence, pack).outcome)) +
         "\n";
}

}  // namespace truename::policy
