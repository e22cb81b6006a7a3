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

TEST(Application, evidence_from_before_applications_parses_and_keeps_its_bytes) {  // R119
  const Evidence old = sound_and_matched();
  const Value value = domain::evidence_value(old);
  EXPECT_EQ(value.find("application"), nullptr);
  EXPECT_EQ(value.find("cross_operator"), nullptr);
  EXPECT_EQ(value.find("document")->find("foreigner"), nullptr);
  EXPECT_EQ(value.find("history")->as<Object>()->size(), 3U);
  EXPECT_EQ(domain::evidence_value(domain::parse_evidence(value).value()), value);
}

Result<Evidence> with_member(const char* key, Value member) {
  Value value = domain::evidence_value(sound_and_matched());
  return domain::parse_evidence(value.set(key, std::move(member)));
}

TEST(Application, evidence_of_an_unknown_kind_check_or_member_is_refused) {
  EXPECT_TRUE(with_member("application", Object{}));
  EXPECT_FALSE(with_member("application", Array{}));
  EXPECT_FALSE(with_member("application", Value().set("kind", "lend")));
  EXPECT_FALSE(with_member("application", Value().set("colour", "red")));
  EXPECT_FALSE(with_member("application", Value().set("shown", Value().set("relation", "yes"))));
  EXPECT_FALSE(with_member("application", Value().set("shown", Value().set("hat", "pass"))));
  EXPECT_FALSE(with_member("application", Value().set("way", 3)));
  EXPECT_FALSE(
      with_member("application", Value().set("credential", Value().set("scheme", "SD-JWT"))));
  EXPECT_FALSE(with_member("cross_operator", Value().set("answer", "counted")));
  EXPECT_FALSE(with_member("cross_operator", Value().set("answer", "counted").set("lines", -1)));
  EXPECT_FALSE(with_member("cross_operator", Value().set("answer", "unavailable").set("lines", 1)));
}

TEST(Application, what_no_rule_speaks_of_is_referred) {  // R9, R10, R13, R81
  const Pack bare =
      parse_pack(
          without_kinds(china_text(), {"agent", "organisation", "other_way", "iot_assessment"}),
          "bare.toml")
          .value();
  const auto decided = [&](void (*change)(Evidence&)) {
    Evidence evidence = sound_and_matched();
    change(evidence);
    const domain::Decision decision = decide(evidence, bare);
    EXPECT_EQ(decision.outcome, Outcome::referred);
    return decision.reasons.front().code;
  };
  EXPECT_EQ(decided([](Evidence& e) { act_as(e, Applicant::agent); }), "applicant.no_rule");
  EXPECT_EQ(decided([](Evidence& e) { act_as(e, Applicant::heir); }), "applicant.no_rule");
  EXPECT_EQ(decided([](Evidence& e) { e.application.line_class = LineClass::organisation; }),
            "line.class_without_rule");
  EXPECT_EQ(decided([](Evidence& e) { e.application.line_class = LineClass::iot; }),
            "line.class_without_rule");
  EXPECT_EQ(decided([](Evidence& e) { attend(e); }), "way.no_rule");
}

// R14: a credential alone tells no document, so that a child's must tell the age.
TEST(Application, a_credential_alone_serves_when_it_tells_the_age) {
  const Pack pack = whole_pack();
  Evidence evidence = sound_and_matched();
  show_credential(evidence);
  evidence.document = {};
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::referred);
  EXPECT_EQ(decide(evidence, pack).reasons.front().code, "holder.age_unknown");
  evidence.document.holder_age_years = 28;
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::approved);
  evidence.application.credential.holder_bound = Check::fail;
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::rejected);
}

// R14: what it states of its holder may still speak against.
TEST(Application, a_credential_whose_own_statements_do_not_hold_is_refused) {
  const Pack pack = whole_pack();
  Evidence sound_one = sound_and_matched();
  show_credential(sound_one);
  sound_one.document = {};
  sound_one.document.holder_age_years = 28;
  const auto told = [&](void (*spoil)(domain::DocumentEvidence&)) {
    Evidence evidence = sound_one;
    spoil(evidence.document);
    return decide(evidence, pack).reasons.front().code;
  };
  using domain::DocumentEvidence;
  EXPECT_EQ(told([](DocumentEvidence& d) { d.number = Check::fail; }),
            "document.number_check_failed");
  EXPECT_EQ(told([](DocumentEvidence& d) { d.consistent = Check::fail; }),
            "document.fields_disagree");
  EXPECT_EQ(told([](DocumentEvidence& d) { d.claim_agreement = Check::fail; }), "claim.differs");
}

TEST(Application, no_face_is_wanted_on_another_way_or_above_a_limit) {  // R13, R32, R33
  const Pack pack = whole_pack();
  const auto wanted = [&](void (*change)(Evidence&)) {
    Evidence before = sound_and_matched();
    before.face = {};
    change(before);
    return wants_face(before, pack);
  };
  EXPECT_TRUE(wanted([](Evidence&) {}));
  EXPECT_FALSE(wanted([](Evidence& e) { e.application.way = Way::attended_visual; }));
  EXPECT_FALSE(wanted([](Evidence& e) { e.history.attempts_identity_today = 3; }));
  EXPECT_FALSE(wanted([](Evidence& e) { e.history.hours_since_biometric = 1; }));
}

TEST(Application, a_face_is_asked_for_the_events_and_channels_of_the_pack_alone) {  // R20
  std::string text = whole_text();
  for (const char* kind : {"face_consent", "face_quality", "face_pad", "face_match",
                           "portrait_present", "capture_challenge"}) {
    const std::string named = std::string("kind = \"") + kind + "\"\n";
    text.insert(text.find(named) + named.size(), "events = [\"open\"]\nchannels = [\"remote\"]\n");
  }
  const Pack pack = parse_pack(text, "scoped.toml").value();
  Evidence evidence = sound_and_matched();
  evidence.face = {};
  evidence.consent.face = false;
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::approved);
  EXPECT_FALSE(wants_face(evidence, pack));
  evidence.application.channel = domain::Channel::remote;
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::referred);
  evidence.application.kind = ApplicationKind::transfer;
  EXPECT_EQ(decide(evidence, pack).outcome, Outcome::approved);
}

TEST(Application, a_pack_that_asks_for_no_face_approves_without_one) {  // R20
  const std::vector<std::string> face = {"face_consent", "face_quality",      "face_pad",
                                         "face_match",   "capture_challenge", "portrait_present"};
  const std::string asked = "\n[face]\n" + value("asked", "false");
  const auto pack = parse_pack(without_kinds(china_text(), face) + asked, "faceless.toml");
  ASSERT_TRUE(pack) << pack.error().message;
  EXPECT_FALSE(parse_pack(without_kinds(china_text(), face), "faceless.toml"));
  EXPECT_FALSE(parse_pack(china_text() + asked, "faceless.toml"));
  Evidence evidence = sound_and_matched();
  evidence.face = {};
  evidence.consent.face = false;
  evidence.document.portrait_found = false;
  EXPECT_EQ(decide(evidence, *pack).outcome, Outcome::approved);
  evidence.consent.face = true;
  evidence.document.portrait_found = true;
  EXPECT_FALSE(wants_face(evidence, *pack));
  EXPECT_EQ(decide(Evidence{.today = {2026, 11, 24}}, *pack).outcome, Outcome::rejected);
}

TEST(DocumentEquivalence, types_of_one_group_are_counted_under_its_first) {  // R70
  const Pack pack = whole_pack();
  using domain::DocumentType;
  EXPECT_EQ(pack.counted_as(DocumentType::household_register), DocumentType::cn_resident_id);
  EXPECT_EQ(pack.counted_as(DocumentType::cn_resident_id), DocumentType::cn_resident_id);
  EXPECT_EQ(pack.counted_as(DocumentType::passport_td3), DocumentType::passport_td3);
}

}  // namespace
}  // namespace truename::policy
