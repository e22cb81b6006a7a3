#include "registration/ask_line.h"

#include <gtest/gtest.h>

#include "policy/read_pack.h"
#include "registration/confirm_case.h"
#include "registration/fakes_for_test.h"
#include "registration/own_lines.h"
#include "registration/reverify_lines.h"
#include "registration/sound_sale_for_test.h"

namespace truename::registration {
namespace {

using domain::ApplicationKind;
using domain::Outcome;
using domain::Role;

const domain::Msisdn kNumber("8619900000001");

// One counter where ann holds an active line, with the second China pack: other ways are open.
class AskLine : public testing::Test, protected FakePorts {
 protected:
  AskLine() {
    domain::Life life = domain::unborn(kNumber, "active");
    life.holder = store.holder_id(card_of("11010519491231002X"));
    life.proof = "c-opening";
    life.line.iccid = domain::Iccid("89860000000000000019");
    life.held_since = life.state_since = life.changed_at = Timestamp{clock.at.unix_ms - 1000};
    life.revision = 2;
    store.kept.lives[kNumber.get()] = life;
  }

  static domain::HolderRecord card_of(const std::string& number) {
    domain::HolderRecord holder;
    holder.document_type = domain::DocumentType::cn_resident_id;
    holder.number = domain::IdentityNumber(number);
    return holder;
  }

  // An approved case for somebody, as the counter would have made it.
  domain::CaseId proof(const std::string& id, ApplicationKind kind, const std::string& number,
                       Outcome outcome = Outcome::approved) {
    domain::CaseRecord record;
    record.id = domain::CaseId(id);
    record.at = clock.at;
    record.line.msisdn = kNumber;
    record.holder = card_of(number);
    record.evidence.application.kind = kind;
    record.decision.outcome = outcome;
    store.by_key[id] = {record, 0, ""};
    return record.id;
  }

  Result<LifeChange> ask(const std::string& event, Role role, RawLineRequest raw = {}) {
    raw.msisdn = kNumber.get();
    raw.kind = event;
    if (raw.key.empty()) raw.key = "key-" + std::to_string(++asked);
    auto request = parse_line_request(raw, {domain::PrincipalId("p1"), role, ""});
    if (!request) return fail(request.error());
    if (second) request->confirmed_by = domain::Principal{domain::PrincipalId("p2"), role, ""};
    return ask_line(*request, setting());
  }

  Setting setting() { return {pack, Digest{}, ports}; }

  static constexpr const char* kAnn = "11010519491231002X";
  static constexpr const char* kBob = "440524188001010014";
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2025-06.toml").value();
  bool second = false;
  int asked = 0;
};

TEST_F(AskLine, R45_a_transfer_takes_both_parties_and_gives_the_line_another_holder) {
  const auto receiver = proof("c-bob", ApplicationKind::transfer, kBob);
  const auto alone = ask("transfer", Role::clerk, {.proof = receiver.get()});
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->refusal->code, "life.giver_not_proofed");
}

TEST_F(AskLine, R45_a_transfer_with_both_moves_it_once) {
  const auto receiver = proof("c-bob", ApplicationKind::transfer, kBob);
  const auto giver = proof("c-ann", ApplicationKind::close, kAnn);
  const RawLineRequest both{.proof = receiver.get(), .giver_proof = giver.get()};
  const auto moved = ask("transfer", Role::clerk, both);
  ASSERT_TRUE(moved && !moved->refusal);
  EXPECT_EQ(moved->after.holder, store.holder_id(card_of(kBob)));
  EXPECT_EQ(moved->after.epoch, 1U);
  EXPECT_EQ(moved->line_cap, 5);
  const auto again = ask("transfer", Role::clerk, both);  // the same proof is the same event
  ASSERT_TRUE(again);
  EXPECT_EQ(again->after.revision, moved->after.revision);
}

TEST_F(AskLine, R45_who_gives_away_a_line_of_somebody_else_is_told_so) {
  const auto receiver = proof("c-bob", ApplicationKind::transfer, kBob);
  const auto giver = proof("c-eve", ApplicationKind::close, kBob);
  const auto answer =
      ask("transfer", Role::clerk, {.proof = receiver.get(), .giver_proof = giver.get()});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::bad_input);
}

TEST_F(AskLine, R100_a_proof_serves_for_what_it_was_given_only) {
  const auto other = proof("c-other", ApplicationKind::open, kAnn);
  EXPECT_EQ(ask("close", Role::clerk, {.proof = other.get()}).error().code, ErrorCode::bad_input);
  const auto refused = proof("c-refused", ApplicationKind::close, kAnn, Outcome::referred);
  EXPECT_EQ(ask("close", Role::clerk, {.proof = refused.get()}).error().code, ErrorCode::bad_input);
  const auto old = proof("c-old", ApplicationKind::close, kAnn);
  clock.at.unix_ms += 25LL * 3600 * 1000;
  EXPECT_EQ(ask("close", Role::clerk, {.proof = old.get()}).error().code, ErrorCode::bad_input);
  EXPECT_EQ(ask("close", Role::clerk, {.proof = "c-none"}).error().code, ErrorCode::not_found);
}

TEST_F(AskLine, R48_a_new_card_needs_the_holder_and_the_card) {
  const auto ann = proof("c-ann", ApplicationKind::sim_replace, kAnn);
  const auto none = ask("sim_replace", Role::clerk, {.proof = ann.get()});
  ASSERT_TRUE(none);
  EXPECT_EQ(none->refusal->code, "life.no_card");
  const auto bob = proof("c-bob", ApplicationKind::sim_replace, kBob);
  const auto wrong =
      ask("sim_replace", Role::clerk, {.proof = bob.get(), .iccid = "89860000000000000027"});
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->refusal->code, "life.not_the_holder");
}

TEST_F(AskLine, R77_a_measure_takes_two_persons_and_another_one_decides_the_appeal) {
  ASSERT_FALSE(ask("fraud_flag", Role::fraud)->refusal);
  EXPECT_EQ(ask("suspend", Role::fraud)->refusal->code, "life.second_person_missing");
  second = true;
  const auto stopped = ask("suspend", Role::fraud);
  ASSERT_FALSE(stopped->refusal);
  EXPECT_EQ(stopped->after.state, "outgoing-stopped");
  EXPECT_EQ(ask("appeal_upheld", Role::reviewer)->refusal->code, "life.same_person_decides");
  EXPECT_EQ(ask("suspend", Role::clerk)->refusal->code, "life.role");
}

TEST_F(AskLine, what_happens_by_itself_cannot_be_asked_for) {
  for (const char* const event : {"clock", "activated", "device_change", "open", "nonsense"}) {
    const auto answer = ask(event, Role::administrator);
    ASSERT_FALSE(answer) << event;
    EXPECT_EQ(answer.error().code, ErrorCode::bad_input);
  }
}

TEST_F(AskLine, R54_own_lines_are_told_to_who_was_proofed_for_it) {
  const auto ann = proof("c-ann", ApplicationKind::own_lines, kAnn);
  const auto lines = own_lines(ann, setting());
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(lines->front().line.msisdn, kNumber);
  const auto bob = proof("c-bob", ApplicationKind::own_lines, kBob);
  EXPECT_TRUE(own_lines(bob, setting())->empty());
  const auto wrong = proof("c-open", ApplicationKind::open, kAnn);
  EXPECT_FALSE(own_lines(wrong, setting()));
}

TEST_F(AskLine, R60_a_batch_asks_each_line_once_and_goes_on) {
  Batch batch{.name = "old-cards",
              .held_before = clock.at,
              .document = std::nullopt,
              .actor = {domain::PrincipalId("root"), Role::administrator, ""}};
  const auto first = reverify_lines(batch, setting());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->matching, 1U);
  EXPECT_EQ(first->asked, 1U);
  const auto again = reverify_lines(batch, setting());
  EXPECT_EQ(again->asked, 0U);
  EXPECT_EQ(again->before, 1U);
}

// The other way than the face: a clerk checks, a reviewer confirms, two persons (R13, R34).
class Attended : public AskLine {
 protected:
  Attended() {
    store.kept.lives.clear();
    reader.reading = sound_card();
  }
  domain::CommittedCase check(bool looked) {
    RawRequest raw{.idempotency_key = "sale-1",
                   .msisdn = kNumber.get(),
                   .iccid = "89860000000000000019",
                   .accept_terms = true,
                   .person_checked = looked,
                   .document = {'c'}};
    raw.application.way = domain::Way::attended_visual;
    RegistrationRequest request = parse_request(raw).value();
    request.actor = domain::Principal{domain::PrincipalId("clerk-1"), Role::clerk, ""};
    return register_line(request, setting()).value();
  }
  Result<domain::CommittedCase> confirm(const domain::CaseId& id, const char* who, Seen seen) {
    return confirm_case({.case_id = id,
                         .key = domain::IdempotencyKey("confirm-" + std::string(who)),
                         .reviewer = {domain::PrincipalId(who), Role::reviewer, ""},
                         .seen = seen},
                        setting());
  }
};

TEST_F(Attended, R13_two_persons_open_a_line_without_a_face) {
  const auto first = check(true);
  EXPECT_EQ(first.record.decision.outcome, Outcome::referred);
  EXPECT_EQ(first.record.decision.reasons.front().code, "way.not_confirmed");
  const auto confirmed = confirm(first.record.id, "rev-1", Seen::same_person);
  ASSERT_TRUE(confirmed) << confirmed.error().message;
  EXPECT_EQ(confirmed->record.decision.outcome, Outcome::approved);
  EXPECT_EQ(store.kept.lives.at(kNumber.get()).state, "ordered");
  EXPECT_EQ(examiner.examined, 0);
}

TEST_F(Attended, R34_one_person_is_not_two_and_another_person_is_not_the_holder) {
  const auto first = check(true);
  EXPECT_EQ(confirm(first.record.id, "clerk-1", Seen::same_person).error().code,
            ErrorCode::forbidden);
  const auto other = confirm(first.record.id, "rev-1", Seen::another_person);
  ASSERT_TRUE(other);
  EXPECT_NE(other->record.decision.outcome, Outcome::approved);
  EXPECT_FALSE(store.kept.lives.contains(kNumber.get()));
}

TEST_F(Attended, R34_nobody_confirms_what_nobody_checked) {
  const auto first = check(false);
  EXPECT_EQ(first.record.decision.reasons.front().code, "way.not_checked");
  EXPECT_EQ(confirm(first.record.id, "rev-1", Seen::same_person).error().code,
            ErrorCode::bad_input);
}

}  // namespace
}  // namespace truename::registration
