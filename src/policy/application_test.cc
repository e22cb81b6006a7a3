// The rules about applications, ways and limits, each against evidence that it is for. The pack is
// the shipped one with a rule of every kind that it lacks.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "base/files.h"
#include "policy/decide.h"
#include "policy/explain.h"
#include "policy/hints.h"
#include "policy/parse.h"

namespace truename::policy {
namespace {

using domain::Applicant;
using domain::ApplicationKind;
using domain::Check;
using domain::Evidence;
using domain::LineClass;
using domain::Outcome;
using domain::Way;

constexpr const char* kGround = "cite = \"none\"\nconfidence = \"own_design\"\n";

std::string rule_text(const std::string& kind, const std::string& on_fail,
                      const std::string& values) {
  return "\n[[rule]]\nid = \"t-" + std::string(kind == "foreign_validity" ? "foreign" : "x") +
         std::to_string(std::hash<std::string>{}(kind) % 100000) + "\"\nkind = \"" + kind + "\"\n" +
         kGround + "requirements = [\"R9\"]\non_fail = \"" + on_fail +
         "\"\nremedy = \"attended\"\n" + values;
}

std::string value(const std::string& key, const std::string& toml) {
  return key + " = { value = " + toml + ", cite = \"none\", confidence = \"own_design\" }\n";
}

std::string china_text() {
  const auto file = std::filesystem::path(TRUENAME_HOME) / "policies" / "cn-2019-12.toml";
  return read_text_file(file, 1 << 20).value();
}

// The shipped pack without its rule of a kind.
std::string without_kind(std::string text, const std::string& kind) {
  const std::size_t named = text.find("kind = \"" + kind + "\"");
  if (named == std::string::npos) return text;
  const std::size_t at = text.rfind("[[rule]]", named);
  const std::size_t next = std::min(text.find("[[", named), text.size());
  return text.erase(at, next - at);
}

const std::vector<std::pair<std::string, std::string>>& test_rules() {
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

std::string whole_text() {
  std::string text = china_text();
  std::string added;
  for (const auto& [kind, rule] : test_rules()) {
    text = without_kind(text, kind);
    added += rule;
  }
  return text + added;
}

Pack whole_pack() {
  auto pack = parse_pack(whole_text(), "test.toml");
  EXPECT_TRUE(pack) << pack.error().message;
  return pack.value();
}

Evidence sound() {
  Evidence out;
  out.document = {.type = domain::DocumentType::cn_resident_id,
                  .fields_complete = Check::pass,
                  .number = Check::pass,
                  .consistent = Check::pass,
                  .disagreeing_fields = {},
                  .portrait_found = true,
                  .holder_age_years = 28};
  out.face = {.stage = domain::FaceStage::examined,
              .findings = {},
              .quality = 80,
              .pad = domain::PadResult::live,
              .fmr_bound = 1e-6,
              .calibration_id = "test"};
  out.authority = domain::AuthorityAnswer::match;
  out.consent = {.face = true, .terms = true};
  out.today = {2026, 11, 24};
  return out;
}

struct Expected {
  const char* name;
  void (*change)(Evidence&);
  Outcome outcome;
  const char* code;  // among the reasons
};

class Applied : public testing::TestWithParam<Expected> {};

TEST_P(Applied, gives_its_code) {
  static const Pack pack = whole_pack();
  Evidence evidence = sound();
  GetParam().change(evidence);
  const domain::Decision decision = decide(evidence, pack);
  std::string codes;
  bool found = false;
  for (const domain::Reason& reason : decision.reasons) {
    codes += reason.code + " ";
    found = found || reason.code == GetParam().code;
  }
  EXPECT_EQ(decision.outcome, GetParam().outcome) << codes;
  EXPECT_TRUE(found) << codes;
  EXPECT_NE(hint(GetParam().code, Language::en), hint("no.such.code", Language::en));
  EXPECT_NE(hint(GetParam().code, Language::zh), hint("no.such.code", Language::zh));
  EXPECT_EQ(domain::parse_evidence(domain::evidence_value(evidence)).value(), evidence);
  EXPECT_NE(explain(evidence, pack).find(GetParam().code), std::string::npos);
}

void act_as(Evidence& e, Applicant applicant) { e.application.applicant = applicant; }

void attend(Evidence& e) {
  e.application.way = Way::attended_visual;
  e.application.attended = {Check::pass, Check::pass, Check::pass};
  e.consent.face = false;
  e.face = {};
}

void show_credential(Evidence& e) {
  e.application.way = Way::network_credential;
  e.application.credential = {"sd_jwt_vc", Check::pass, Check::pass, Check::pass,
                              Check::pass, Check::pass, Check::pass};
  e.consent.face = false;
  e.face = {};
}

const Expected kApplicants[] = {
    {"agent_without_papers", [](Evidence& e) { act_as(e, Applicant::agent); }, Outcome::rejected,
     "agent.own_document_not_proved"},
    {"agent_unauthorised",
     [](Evidence& e) {
       act_as(e, Applicant::agent);
       e.application.shown.own_document = Check::pass;
       e.application.shown.authorisation = Check::fail;
     },
     Outcome::rejected, "agent.authorisation_not_proved"},
    {"agent",
     [](Evidence& e) {
       act_as(e, Applicant::agent);
       e.application.shown = {.own_document = Check::pass, .authorisation = Check::pass};
     },
     Outcome::approved, "agent.proved"},
    {"child_alone", [](Evidence& e) { e.document.holder_age_years = 13; }, Outcome::referred,
     "holder.under_age"},
    {"guardian_without_papers",
     [](Evidence& e) {
       act_as(e, Applicant::guardian);
       e.document.holder_age_years = 13;
     },
     Outcome::referred, "guardian.own_document_not_proved"},
    {"guardian_without_relation",
     [](Evidence& e) {
       act_as(e, Applicant::guardian);
       e.document.holder_age_years = 15;
     },
     Outcome::referred, "guardian.relation_not_proved"},
    {"guardian_of_a_child_without_a_face",
     [](Evidence& e) {
       act_as(e, Applicant::guardian);
       e.document.holder_age_years = 13;
       e.application.shown = {.own_document = Check::pass, .relation = Check::pass};
       e.face = {};
       e.consent.face = false;
     },
     Outcome::approved, "guardian.proved"},
    {"guardian_of_an_adult", [](Evidence& e) { act_as(e, Applicant::guardian); }, Outcome::referred,
     "guardian.not_needed"},
    {"heir_without_papers", [](Evidence& e) { act_as(e, Applicant::heir); }, Outcome::referred,
     "heir.own_document_not_proved"},
    {"heir_without_relation", [](Evidence& e) { act_as(e, Applicant::heir); }, Outcome::referred,
     "heir.relation_not_proved"},
    {"heir",
     [](Evidence& e) {
       act_as(e, Applicant::heir);
       e.application.shown = {.own_document = Check::pass, .relation = Check::pass};
       e.authority = domain::AuthorityAnswer::deceased;
     },
     Outcome::approved, "heir.proved"},
    {"death_confirmed",
     [](Evidence& e) {
       act_as(e, Applicant::heir);
       e.application.shown = {.own_document = Check::pass, .relation = Check::pass};
       e.authority = domain::AuthorityAnswer::deceased;
     },
     Outcome::approved, "authority.death_confirmed"},
    {"organisation_unnamed",
     [](Evidence& e) {
       act_as(e, Applicant::organisation);
       e.application.shown.organisation_document = Check::pass;
     },
     Outcome::rejected, "organisation.responsible_person_not_proved"},
    {"organisation_line_by_oneself",
     [](Evidence& e) { e.application.line_class = LineClass::organisation; }, Outcome::rejected,
     "organisation.organisation_document_not_proved"},
    {"organisation_without_a_cap",
     [](Evidence& e) {
       act_as(e, Applicant::organisation);
       e.application.line_class = LineClass::organisation;
       e.application.shown = {.responsible_person = Check::pass,
                              .organisation_document = Check::pass};
       e.history.active_lines = 5000;
     },
     Outcome::approved, "organisation.proved"},
    {"foreigner_without_a_date", [](Evidence& e) { e.document.foreigner = true; },
     Outcome::rejected, "foreigner.validity_unknown"},
    {"foreigner_yesterday",
     [](Evidence& e) {
       e.document.foreigner = true;
       e.document.valid_until = Date{2026, 11, 23};
     },
     Outcome::rejected, "foreigner.validity_over"},
    {"foreigner_today",
     [](Evidence& e) {
       e.document.foreigner = true;
       e.document.valid_until = Date{2026, 11, 24};
     },
     Outcome::approved, "foreigner.in_time"},
    {"equivalent", [](Evidence&) {}, Outcome::approved, "document.counted_together"},
    {"iot_unassessed", [](Evidence& e) { e.application.line_class = LineClass::iot; },
     Outcome::rejected, "iot.assessment_not_made"},
    {"iot_failed",
     [](Evidence& e) {
       e.application.line_class = LineClass::iot;
       e.application.iot.assessment = Check::fail;
     },
     Outcome::rejected, "iot.assessment_failed"},
    {"iot_unbound",
     [](Evidence& e) {
       e.application.line_class = LineClass::iot;
       e.application.iot.assessment = Check::pass;
     },
     Outcome::rejected, "iot.scenario_not_bound"},
    {"iot_tenth_line",
     [](Evidence& e) {
       e.application.line_class = LineClass::iot;
       e.application.iot = {.assessment = Check::pass, .scenario = Check::pass};
       e.history.active_lines = 9;
     },
     Outcome::approved, "iot.bound"},
    {"iot_eleventh_line",
     [](Evidence& e) {
       e.application.line_class = LineClass::iot;
       e.application.iot = {.assessment = Check::pass, .scenario = Check::pass};
       e.history.active_lines = 10;
     },
     Outcome::rejected, "line.cap_reached"}};
INSTANTIATE_TEST_SUITE_P(Applicants, Applied, testing::ValuesIn(kApplicants),
                         [](const auto& one) { return std::string(one.param.name); });

const Expected kWays[] = {{"attended", attend, Outcome::approved, "way.attended"},
                          {"attended_by_one",
                           [](Evidence& e) {
                             attend(e);
                             e.application.attended.two_persons = Check::fail;
                           },
                           Outcome::referred, "way.one_person"},
                          {"attended_unconfirmed",
                           [](Evidence& e) {
                             attend(e);
                             e.application.attended.confirmed = Check::not_applicable;
                           },
                           Outcome::referred, "way.not_confirmed"},
                          {"attended_unchecked",
                           [](Evidence& e) {
                             attend(e);
                             e.application.attended = {};
                           },
                           Outcome::referred, "way.not_checked"},
                          {"attended_and_another_person",
                           [](Evidence& e) {
                             attend(e);
                             e.application.attended.confirmed = Check::fail;
                           },
                           Outcome::rejected, "way.person_differs"},
                          {"attended_with_a_bad_document",
                           [](Evidence& e) {
                             attend(e);
                             e.document.number = Check::fail;
                           },
                           Outcome::rejected, "document.number_check_failed"},
                          {"attended_where_not_enabled",
                           [](Evidence& e) {
                             attend(e);
                             e.application.kind = ApplicationKind::sim_replace;
                           },
                           Outcome::rejected, "way.not_enabled"},
                          {"credential", show_credential, Outcome::approved, "credential.holds"},
                          {"credential_enabled", show_credential, Outcome::approved, "way.enabled"},
                          {"credential_not_shown",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential = {};
                           },
                           Outcome::referred, "credential.not_shown"},
                          {"credential_scheme",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.scheme = "mdoc";
                           },
                           Outcome::rejected, "credential.scheme_not_accepted"},
                          {"credential_issuer",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.issuer_trusted = Check::fail;
                           },
                           Outcome::rejected, "credential.issuer_not_trusted"},
                          {"credential_holder",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.holder_bound = Check::not_applicable;
                           },
                           Outcome::rejected, "credential.holder_not_bound"},
                          {"credential_nonce",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.nonce = Check::fail;
                           },
                           Outcome::rejected, "credential.wrong_nonce"},
                          {"credential_audience",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.audience = Check::fail;
                           },
                           Outcome::rejected, "credential.wrong_audience"},
                          {"credential_revoked",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.status = Check::fail;
                           },
                           Outcome::rejected, "credential.revoked"},
                          {"credential_status_unknown",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.status = Check::not_applicable;
                           },
                           Outcome::referred, "credential.status_unknown"},
                          {"credential_late",
                           [](Evidence& e) {
                             show_credential(e);
                             e.application.credential.in_time = Check::fail;
                           },
                           Outcome::rejected, "credential.out_of_time"}};
INSTANTIATE_TEST_SUITE_P(Ways, Applied, testing::ValuesIn(kWays),
                         [](const auto& one) { return std::string(one.param.name); });

const Expected kLimits[] = {
    {"authority_silent", [](Evidence& e) { e.authority = domain::AuthorityAnswer::unavailable; },
     Outcome::approved, "authority.provisional"},
    {"authority_flagged", [](Evidence& e) { e.authority = domain::AuthorityAnswer::flagged; },
     Outcome::rejected, "authority.flagged"},
    {"authority_deceased", [](Evidence& e) { e.authority = domain::AuthorityAnswer::deceased; },
     Outcome::rejected, "authority.deceased"},
    {"count_within", [](Evidence& e) { e.cross_operator = {domain::CountAnswer::counted, 8}; },
     Outcome::approved, "cross_operator.within_cap"},
    {"count_reached", [](Evidence& e) { e.cross_operator = {domain::CountAnswer::counted, 9}; },
     Outcome::rejected, "cross_operator.cap_reached"},
    {"count_silent",
     [](Evidence& e) { e.cross_operator.answer = domain::CountAnswer::unavailable; },
     Outcome::referred, "cross_operator.unavailable"},
    {"count_not_asked", [](Evidence&) {}, Outcome::approved, "cross_operator.not_required"},
    {"attempts_within", [](Evidence& e) { e.history.attempts_identity_today = 2; },
     Outcome::approved, "attempts.within_limit"},
    {"attempts_of_identity", [](Evidence& e) { e.history.attempts_identity_today = 3; },
     Outcome::referred, "attempts.identity_reached"},
    {"attempts_of_device", [](Evidence& e) { e.history.attempts_device_today = 20; },
     Outcome::referred, "attempts.device_reached"},
    {"attempts_then_a_person",
     [](Evidence& e) {
       attend(e);
       e.history.attempts_identity_today = 3;
     },
     Outcome::approved, "way.attended"},
    {"gap", [](Evidence& e) { e.history.hours_since_biometric = 7; }, Outcome::rejected,
     "biometric.too_soon"},
    {"gap_kept", [](Evidence& e) { e.history.hours_since_biometric = 8; }, Outcome::approved,
     "biometric.gap_kept"},
    {"batch_of_clerk", [](Evidence& e) { e.history.openings.clerk_day = 40; }, Outcome::referred,
     "batch.clerk_day_reached"},
    {"batch_of_identity", [](Evidence& e) { e.history.openings.identity_day = 2; },
     Outcome::referred, "batch.identity_day_reached"},
    {"batch_within", [](Evidence& e) { e.history.openings.clerk_day = 39; }, Outcome::approved,
     "batch.within_limits"},
    {"reverification", [](Evidence& e) { e.history.reverification_settled = Check::fail; },
     Outcome::rejected, "reverification.failed_open"},
    {"reverification_settled", [](Evidence& e) { e.history.reverification_settled = Check::pass; },
     Outcome::approved, "reverification.settled"},
    {"sanction_basic", [](Evidence& e) { e.history.sanction_grade = 2; }, Outcome::approved,
     "sanction.basic_line"},
    {"sanction",
     [](Evidence& e) {
       e.history.sanction_grade = 2;
       e.history.active_lines = 1;
     },
     Outcome::rejected, "sanction.in_force"},
    {"sanction_none", [](Evidence& e) { e.history.sanction_grade = 0; }, Outcome::approved,
     "sanction.none"},
    {"risk_low", [](Evidence& e) { e.history.risk_signals = {"unheard_of"}; }, Outcome::approved,
     "risk.low"},
    {"risk_with_an_authority", [](Evidence& e) { e.history.risk_signals = {"off_hours"}; },
     Outcome::approved, "risk.checked"},
    {"risk_extra",
     [](Evidence& e) {
       e.history.risk_signals = {"off_hours"};
       e.authority = domain::AuthorityAnswer::unavailable;
     },
     Outcome::referred, "risk.extra_check"},
    {"risk_attended", [](Evidence& e) { e.history.risk_signals = {"off_hours", "new_device"}; },
     Outcome::referred, "risk.attended"},
    {"risk_and_two_persons",
     [](Evidence& e) {
       attend(e);
       e.history.risk_signals = {"off_hours", "new_device"};
     },
     Outcome::approved, "risk.checked"},
    {"artefact", [](Evidence& e) { e.history.artefact_fresh = Check::fail; }, Outcome::referred,
     "artefact.reused"},
    {"artefact_fresh", [](Evidence& e) { e.history.artefact_fresh = Check::pass; },
     Outcome::approved, "artefact.fresh"},
    {"cap_not_for_a_new_card",
     [](Evidence& e) {
       e.application.kind = ApplicationKind::sim_replace;
       e.history.active_lines = 5;
     },
     Outcome::approved, "face.match"}};
INSTANTIATE_TEST_SUITE_P(Limits, Applied, testing::ValuesIn(kLimits),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace truename::policy
