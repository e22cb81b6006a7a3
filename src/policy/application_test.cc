// Who applies and by which way, each against the rule that is for it.
#include <gtest/gtest.h>

#include "policy/application_for_test.h"

namespace truename::policy {
namespace {

class Applied : public testing::TestWithParam<Expected> {};

TEST_P(Applied, gives_its_code) {
  static const Pack pack = whole_pack();
  EXPECT_EQ(difference(GetParam(), pack), "");
}

void act_as(Evidence& e, Applicant applicant) { e.application.applicant = applicant; }

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

}  // namespace
}  // namespace truename::policy
