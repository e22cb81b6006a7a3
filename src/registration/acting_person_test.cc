#include <gtest/gtest.h>

#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"
#include "registration/sound_sale_for_test.h"

namespace truename::registration {
namespace {

using domain::Applicant;
using domain::Check;
using domain::Outcome;

// Somebody buys for another, at a counter with scripted ports.
class ActingPerson : public testing::Test, protected FakePorts {
 protected:
  ActingPerson() {
    reader.reading = sound_card();
    reader.second = sound_card();
    reader.second->fields.name = domain::PersonName("代办人");
    reader.second->fields.number = domain::IdentityNumber("990102198001010010");
    reader.second->fields.sex = "男";
    reader.second->fields.birth_date = Date{1980, 1, 1};
    reader.second->portrait = {1, 1, {7, 7, 7}};
    examiner.evidence = sound_face();
    raw = sound_request();
    raw.acting_document = {'a'};
    raw.application.applicant = Applicant::agent;
    raw.application.shown.authorisation = Check::pass;
  }
  domain::CaseRecord sell() {
    return register_line(parse_request(raw).value(), {pack, Digest{}, ports}).value().record;
  }
  static std::string first_reason(const domain::CaseRecord& record) {
    return record.decision.reasons.front().code;
  }

  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  RawRequest raw;
};

TEST_F(ActingPerson, an_agents_face_is_compared_with_the_agents_portrait_and_both_are_kept_R9) {
  const domain::CaseRecord record = sell();
  EXPECT_EQ(record.decision.outcome, Outcome::approved);
  EXPECT_EQ(examiner.compared_with, (std::vector<std::uint8_t>{7, 7, 7}));
  EXPECT_EQ(record.evidence.application.shown.own_document, Check::pass);
  EXPECT_EQ(record.holder->number.reveal(), "11010519491231002X");
  ASSERT_TRUE(record.acting);
  EXPECT_EQ(record.acting->number.reveal(), "990102198001010010");
}

TEST_F(ActingPerson, without_their_document_nobody_acts_and_no_face_is_looked_at) {
  raw.acting_document.clear();
  const domain::CaseRecord record = sell();
  EXPECT_NE(record.decision.outcome, Outcome::approved);
  EXPECT_EQ(first_reason(record), "agent.own_document_not_proved");
  EXPECT_EQ(examiner.examined, 0);
}

TEST_F(ActingPerson, a_document_that_does_not_hold_or_is_the_holders_own_proves_nobody) {
  reader.second->fields.number = domain::IdentityNumber("990102198001010013");
  EXPECT_EQ(first_reason(sell()), "agent.own_document_not_proved");
  raw.idempotency_key = "sale-2";
  reader.second = sound_card();
  EXPECT_EQ(first_reason(sell()), "agent.own_document_not_proved");
}

TEST_F(ActingPerson, the_same_sale_with_another_agent_is_another_request) {
  ASSERT_TRUE(register_line(parse_request(raw).value(), {pack, Digest{}, ports}));
  raw.acting_document = {'b'};
  const auto again = register_line(parse_request(raw).value(), {pack, Digest{}, ports});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_F(ActingPerson, a_guardian_stands_for_a_child_whose_face_nobody_looks_at_R11) {
  reader.reading.fields.number = domain::IdentityNumber("990102201503071010");
  reader.reading.fields.birth_date = Date{2015, 3, 7};
  reader.reading.fields.sex = "男";
  raw.application.applicant = Applicant::guardian;
  raw.application.shown = {.relation = Check::pass};
  const domain::CaseRecord record = sell();
  EXPECT_EQ(record.evidence.document.number, Check::pass);
  EXPECT_EQ(record.decision.outcome, Outcome::approved) << first_reason(record);
  EXPECT_EQ(examiner.compared_with, (std::vector<std::uint8_t>{7, 7, 7}));
  EXPECT_TRUE(record.acting);
}

TEST_F(ActingPerson, an_heir_becomes_the_holder_by_the_document_itself) {
  raw.acting_document.clear();
  reader.second.reset();
  raw.application.applicant = Applicant::heir;
  raw.application.shown = {.relation = Check::pass};
  EXPECT_EQ(sell().evidence.application.shown.own_document, Check::pass);
}

}  // namespace
}  // namespace truename::registration
