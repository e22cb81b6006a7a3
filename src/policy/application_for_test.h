// For tests: the shipped pack with a rule of every kind that it lacks, sound evidence, and what is
// expected of evidence that was changed.
#pragma once

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "policy/decide.h"
#include "policy/explain.h"
#include "policy/hints.h"
#include "policy/parse.h"
#include "policy/sound_for_test.h"

namespace truename::policy {

using domain::Applicant;
using domain::ApplicationKind;
using domain::Check;
using domain::Evidence;
using domain::LineClass;
using domain::Outcome;
using domain::Way;

inline constexpr const char* kGround = "cite = \"none\"\nconfidence = \"own_design\"\n";

inline std::string rule_text(const std::string& kind, const std::string& on_fail,
                             const std::string& values) {
  std::string id = "test-" + kind;
  std::replace(id.begin(), id.end(), '_', '-');
  return "\n[[rule]]\nid = \"" + id + "\"\nkind = \"" + kind + "\"\n" + kGround +
         "requirements = [\"R9\"]\non_fail = \"" + on_fail + "\"\nremedy = \"attended\"\n" + values;
}

inline std::string value(const std::string& key, const std::string& toml) {
  return key + " = { value = " + toml + ", cite = \"none\", confidence = \"own_design\" }\n";
}

inline std::string china_text() {
  const auto file = std::filesystem::path(TRUENAME_HOME) / "policies" / "cn-2019-12.toml";
  return read_text_file(file, 1 << 20).value();
}

// The shipped pack without its rule of a kind.
inline std::string without_kind(std::string text, const std::string& kind) {
  const std::size_t named = text.find("kind = \"" + kind + "\"");
  if (named == std::string::npos) return text;
  const std::size_t at = text.rfind("[[rule]]", named);
  const std::size_t next = std::min(text.find("\n[[", named), text.size());
  return text.erase(at, next - at);
}

inline std::string without_kinds(std::string text, const std::vector<std::string>& kinds) {
  for (const std::string& kind : kinds) text = without_kind(text, kind);
  return text;
}

inline const std::vector<std::pair<std::string, std::string>>& test_rules() {
  static const std::vector<std::pair<std::string, std::string>> rules = {
      {"holder_age",
       rule_text("holder_age", "referred",
                 value("minimum_years", "16") +
                     value("bands",
                           "[{ below = 14, needs = [\"own_document\", \"relation\"], face = "
                           "\"none\" }, { below = 16, needs = [\"relation\"], face = "
                           "\"guardian\" }]"))},
      {"line_cap", rule_text("line_cap", "rejected",
                             "events = [\"open\", \"transfer\"]\n" + value("max_lines", "5") +
                                 value("max_lines_organisation", "\"unlimited\"") +
                                 value("max_lines_iot", "10"))},
      {"authority", rule_text("authority", "rejected",
                              value("required", "true") + value("unavailable", "\"provisional\"") +
                                  value("provisional_hours", "24"))},
      {"agent", rule_text("agent", "rejected",
                          value("allowed", "true") +
                              value("needs", "[\"own_document\", \"authorisation\"]"))},
      {"heir", rule_text("heir", "referred", value("needs", "[\"own_document\", \"relation\"]"))},
      {"organisation",
       rule_text("organisation", "rejected",
                 value("needs", "[\"organisation_document\", \"responsible_person\"]"))},
      {"foreign_validity", rule_text("foreign_validity", "rejected",
                                     value("required", "true") + value("max_days", "30"))},
      {"document_equivalence",
       rule_text("document_equivalence", "rejected",
                 value("groups", "[[\"cn_resident_id\", \"household_register\"]]"))},
      {"other_way",
       rule_text("other_way", "rejected",
                 value("ways",
                       "{ attended_visual = [\"open\", \"transfer\"], network_credential = "
                       "[\"open\"] }"))},
      {"network_credential",
       rule_text("network_credential", "rejected", value("schemes", "[\"sd_jwt_vc\"]"))},
      {"cross_operator_cap", rule_text("cross_operator_cap", "rejected",
                                       value("max_lines", "9") + value("required", "false") +
                                           value("unavailable", "\"refer\""))},
      {"attempt_limit", rule_text("attempt_limit", "referred",
                                  value("identity_day", "3") + value("device_day", "20"))},
      {"biometric_gap", rule_text("biometric_gap", "rejected", value("hours", "8"))},
      {"batch_limits", rule_text("batch_limits", "referred",
                                 value("limits", "{ clerk_day = 40, identity_day = 2 }"))},
      {"open_reverification", rule_text("open_reverification", "rejected", "")},
      {"sanction", rule_text("sanction", "rejected", value("basic_lines", "1"))},
      {"risk", rule_text("risk", "referred",
                         value("weights", "{ off_hours = 20, new_device = 40 }") +
                             value("extra_check", "20") + value("attended", "50"))},
      {"artefact_reuse", rule_text("artefact_reuse", "referred", "")},
      {"iot_assessment",
       rule_text("iot_assessment", "rejected", value("needs", "[\"assessment\", \"scenario\"]"))}};
  return rules;
}

inline std::string whole_text() {
  std::string text = china_text();
  std::string added;
  for (const auto& [kind, rule] : test_rules()) {
    text = without_kind(text, kind);
    added += rule;
  }
  return text + added;
}

inline Pack whole_pack() { return parse_pack(whole_text(), "test.toml").value(); }

inline Evidence sound_and_matched() {
  Evidence out = sound();
  out.authority = domain::AuthorityAnswer::match;
  return out;
}

struct Expected {
  const char* name;
  void (*change)(Evidence&);
  Outcome outcome;
  const char* code;  // among the reasons
};

// What differs from the expected after the change, in words; empty when nothing does. The code must
// be given, told in both languages and explained, and the evidence kept as it is.
inline std::string difference(const Expected& expected, const Pack& pack) {
  Evidence evidence = sound_and_matched();
  expected.change(evidence);
  const domain::Decision decision = decide(evidence, pack);
  std::string codes;
  bool found = false;
  for (const domain::Reason& reason : decision.reasons) {
    codes += reason.code + " ";
    found = found || reason.code == expected.code;
  }
  if (decision.outcome != expected.outcome || !found) {
    return std::string(domain::outcome_text(decision.outcome)) + " " + codes;
  }
  for (const Language language : {Language::en, Language::zh}) {
    if (hint(expected.code, language) == hint("no.such.code", language)) return "is not told";
  }
  if (domain::parse_evidence(domain::evidence_value(evidence)).value() != evidence) {
    return "is not kept";
  }
  const bool explained = explain(evidence, pack).find(expected.code) != std::string::npos;
  return explained ? "" : "is not explained";
}

inline void attend(Evidence& e) {
  e.application.way = Way::attended_visual;
  e.application.attended = {Check::pass, Check::pass, Check::pass};
  e.consent.face = false;
  e.face = {};
}

inline void show_credential(Evidence& e) {
  e.application.way = Way::network_credential;
  e.application.credential = {"sd_jwt_vc", Check::pass, Check::pass, Check::pass,
                              Check::pass, Check::pass, Check::pass};
  e.consent.face = false;
  e.face = {};
}

}  // namespace truename::policy
