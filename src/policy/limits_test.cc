// Services, limits and suspicions, each against the rule that is for it.
#include <gtest/gtest.h>

#include "policy/application_for_test.h"

namespace truename::policy {
namespace {

class Limited : public testing::TestWithParam<Expected> {};

TEST_P(Limited, gives_its_code) {
  static const Pack pack = whole_pack();
  EXPECT_EQ(difference(GetParam(), pack), "");
}

const Expected kLimits[] = {
    {"authority_silent", [](Evidence& e) { e.authority = domain::AuthorityAnswer::unavailable; },
     Outcome::approved, "authority.provisional"},
    {"authority_flagged", [](Evidence& e) { e.authority = domain::AuthorityAnswer::flagged; },
     Outcome::rejected, "authority.flagged"},
    {"authority_deceased", [](Evidence& e) { e.authority = domain::AuthorityAnswer::deceased; },
     Outcome::rejected, "authority.deceased"},
    {"count_within",
     [](Evidence& e) {
       e.cross_operator = {domain::CountAnswer::counted, 8};
     },
     Outcome::approved, "cross_operator.within_cap"},
    {"count_reached",
     [](Evidence& e) {
       e.cross_operator = {domain::CountAnswer::counted, 9};
     },
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
    {"risk_attended",
     [](Evidence& e) {
       e.history.risk_signals = {"off_hours", "new_device"};
     },
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
INSTANTIATE_TEST_SUITE_P(Limits, Limited, testing::ValuesIn(kLimits),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace truename::policy
