#include "policy/step.h"

#include <gtest/gtest.h>

#include "policy/life_for_test.h"

namespace truename::policy {
namespace {

using domain::EventKind;
using domain::HolderId;
using domain::Life;
using domain::LifeEvent;
using domain::LineMark;
using domain::Role;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr Timestamp kStart{1'700'000'000'000};
Timestamp day(int days) { return {kStart.unix_ms + days * kDayMs}; }

HolderId holder(std::uint8_t number) { return HolderId({number}); }
const HolderId kAnna = holder(1);
const HolderId kBen = holder(2);

domain::Actor actor(Role role, const char* id = "p1") { return {domain::PrincipalId(id), role}; }

LifeEvent event(EventKind kind, Timestamp at) {
  LifeEvent out;
  out.kind = kind;
  out.key = "k";
  out.at = at;
  return out;
}

LifeEvent by(EventKind kind, Role role, Timestamp at, const char* id = "p1") {
  LifeEvent out = event(kind, at);
  out.by = actor(role, id);
  return out;
}

LifeEvent proofed(LifeEvent out, const HolderId& who) {
  out.holder = who;
  out.proof = "case-of-" + std::to_string(who.get()[0]);
  return out;
}

LifeEvent with_card(LifeEvent out, const char* iccid) {
  out.iccid = domain::Iccid(iccid);
  return out;
}

LifeEvent rings(const char* clock, Timestamp at) {
  LifeEvent out = event(EventKind::clock, at);
  out.clock = clock;
  return out;
}

LifeEvent sale(Timestamp at) {
  return with_card(proofed(by(EventKind::open, Role::clerk, at), kAnna), "8901");
}

class Step : public testing::Test {
 protected:
  // The life after an event that the table holds.
  Life after(const Life& life, const LifeEvent& told) {
    const auto stepped = step(life, told, pack_, told.at);
    EXPECT_TRUE(stepped) << (stepped ? "" : stepped.error().code);
    return stepped ? stepped->after : life;
  }

  // "code by rule (citation)" of an event that it does not hold.
  std::string refusal(const Life& life, const LifeEvent& told, Timestamp now = day(4000)) {
    const auto stepped = step(life, told, pack_, now);
    if (stepped) return "moved by " + stepped->rule->id;
    EXPECT_EQ(stepped.error().outcome, domain::Outcome::rejected);
    return stepped.error().code + " by " + stepped.error().rule + " (" + stepped.error().citation +
           ")";
  }

  Pack pack_ = small_pack();
  const Life free_ = domain::unborn(domain::Msisdn("8613900000001"), "free");
  const Life ordered_ = after(free_, sale(day(0)));
  const Life active_ = after(ordered_, event(EventKind::activated, day(0)));

  LifeEvent dispute(int at) {
    LifeEvent out = by(EventKind::disown, Role::subscriber, day(at));
    out.holder = kAnna;
    return out;
  }
  LifeEvent closing(int at) {
    LifeEvent out = by(EventKind::close, Role::subscriber, day(at));
    out.holder = kAnna;
    return out;
  }
  LifeEvent suspension(int at) {
    LifeEvent out = by(EventKind::suspend, Role::fraud, day(at), "p7");
    out.confirmed_by = actor(Role::fraud, "p8");
    return out;
  }
  LifeEvent handing_over(int at) {
    LifeEvent out = proofed(by(EventKind::transfer, Role::clerk, day(at)), kBen);
    out.giver_proof = "case-of-anna";
    return out;
  }
};

TEST_F(Step, a_sale_makes_a_holder_and_starts_the_wait_for_the_network) {
  EXPECT_EQ(ordered_.state, "ordered");
  EXPECT_EQ(ordered_.holder, kAnna);
  EXPECT_EQ(ordered_.proof, "case-of-1");
  EXPECT_EQ(ordered_.line.iccid.get(), "8901");
  EXPECT_EQ(ordered_.epoch, 0U);
  EXPECT_EQ(ordered_.revision, 1U);
  ASSERT_EQ(ordered_.clocks.size(), 1U);
  EXPECT_EQ(ordered_.clocks[0].due, day(1));
  EXPECT_TRUE(active_.clocks.empty());
}

TEST_F(Step, an_event_from_the_future_is_refused) {
  EXPECT_EQ(refusal(free_, sale(day(2)), day(1)),
            "life.from_the_future by small:life (Law of Tests art. 1)");
}

TEST_F(Step, an_event_from_before_the_last_one_is_refused) {
  const Life later = after(active_, suspension(5));
  EXPECT_EQ(refusal(later, dispute(4)), "life.out_of_order by small:life (Law of Tests art. 1)");
}

TEST_F(Step, after_the_machines_clock_was_set_back_an_hour_nothing_moves_until_it_has_caught_up) {
  const Life later = after(active_, suspension(5));
  LifeEvent early = dispute(5);
  early.at.unix_ms -= 3'600'000;
  EXPECT_EQ(refusal(later, early, early.at),
            "life.out_of_order by small:life (Law of Tests art. 1)");
  EXPECT_EQ(refusal(later, dispute(5), day(5)), "moved by not-mine");
}

TEST_F(Step, the_same_event_twice_is_refused_by_the_table) {
  EXPECT_EQ(refusal(ordered_, sale(day(0))),
            "life.not_in_table by small:life (Law of Tests art. 1)");
  const Life disputed = after(active_, dispute(1));
  EXPECT_EQ(refusal(disputed, dispute(1)), "life.disputed by not-mine (Law of Tests art. 1)");
}

TEST_F(Step, a_state_that_the_pack_does_not_know_is_named) {
  Life strange = active_;
  strange.state = "of-another-pack";
  EXPECT_EQ(refusal(strange, dispute(1)), "life.unknown_state by small:life (Law of Tests art. 1)");
}

TEST_F(Step, a_role_without_the_right_is_refused_by_the_row) {
  LifeEvent told = sale(day(1));
  told.by->role = Role::auditor;
  EXPECT_EQ(refusal(free_, told), "life.role by sell (art. 10)");
  told.by.reset();
  EXPECT_EQ(refusal(free_, told), "life.role by sell (art. 10)");
}

TEST_F(Step, what_happens_by_itself_is_done_by_nobody) {
  EXPECT_EQ(refusal(ordered_, by(EventKind::activated, Role::administrator, day(0))),
            "life.role by connect (Law of Tests art. 1)");
  LifeEvent forged = rings("wait", day(2));
  forged.by = actor(Role::administrator);
  EXPECT_EQ(refusal(ordered_, forged), "life.role by lapse (Law of Tests art. 1)");
}

TEST_F(Step, a_clock_rings_when_due_and_once) {
  EXPECT_EQ(refusal(ordered_, rings("wait", {day(1).unix_ms - 1})),
            "life.clock_not_due by small:life (Law of Tests art. 1)");
  EXPECT_EQ(refusal(active_, rings("wait", day(1))),
            "life.clock_not_running by small:life (Law of Tests art. 1)");
  const Life lapsed = after(ordered_, rings("wait", day(1)));
  EXPECT_EQ(lapsed.state, "free");
  EXPECT_EQ(refusal(lapsed, rings("wait", day(1))),
            "life.clock_not_running by small:life (Law of Tests art. 1)");
}

TEST_F(Step, a_clock_of_another_pack_is_not_in_the_table) {
  Life life = active_;
  life.clocks = {{"siesta", day(1)}};
  EXPECT_EQ(refusal(life, rings("siesta", day(1))),
            "life.not_in_table by small:life (Law of Tests art. 1)");
}

TEST_F(Step, a_holder_needs_a_proof_and_a_card) {
  LifeEvent told = sale(day(0));
  told.proof.clear();
  EXPECT_EQ(refusal(free_, told), "life.not_proofed by sell (art. 10)");
  told = sale(day(0));
  told.holder.reset();
  EXPECT_EQ(refusal(free_, told), "life.not_proofed by sell (art. 10)");
  told = sale(day(0));
  told.iccid.reset();
  EXPECT_EQ(refusal(free_, told), "life.no_card by sell (art. 10)");
  told.iccid = domain::Iccid();
  EXPECT_EQ(refusal(free_, told), "life.no_card by sell (art. 10)");
}

TEST_F(Step, a_transfer_wants_both_proofs_another_holder_a_clear_line_and_its_time) {
  LifeEvent told = handing_over(60);
  told.giver_proof.clear();
  EXPECT_EQ(refusal(active_, told), "life.giver_not_proofed by hand-over (art. 11)");
  told = handing_over(60);
  told.holder = kAnna;
  EXPECT_EQ(refusal(active_, told), "life.already_the_holder by hand-over (art. 11)");
  EXPECT_EQ(refusal(active_, handing_over(59)), "life.held_too_short by hand-over (art. 11)");
  Life disputed = active_;
  disputed.marks.add(LineMark::disputed);
  EXPECT_EQ(refusal(disputed, handing_over(60)), "life.disputed by hand-over (art. 11)");
}

TEST_F(Step, a_transfer_leaves_nothing_of_the_giver) {
  LifeEvent list = by(EventKind::sanction, Role::fraud, day(10));
  list.until = day(400);
  const Life listed = after(active_, list);
  LifeEvent told = with_card(handing_over(60), "8902");
  told.line_class = domain::LineClass::organisation;
  const Life given = after(listed, told);
  EXPECT_EQ(given.holder, kBen);
  EXPECT_EQ(given.proof, "case-of-2");
  EXPECT_EQ(given.epoch, 1U);
  EXPECT_EQ(given.epoch_since, day(60));
  EXPECT_EQ(given.held_since, day(60));
  EXPECT_TRUE(given.marks.empty());
  EXPECT_TRUE(given.clocks.empty());
  EXPECT_EQ(given.line.iccid.get(), "8902");
  EXPECT_EQ(given.line_class, domain::LineClass::organisation);
}

TEST_F(Step, of_two_transfers_the_second_finds_the_first) {
  const Life given = after(active_, handing_over(60));
  EXPECT_EQ(refusal(given, handing_over(60)), "life.already_the_holder by hand-over (art. 11)");
}

TEST_F(Step, another_card_is_for_the_holder_alone) {
  const LifeEvent swap = by(EventKind::sim_replace, Role::clerk, day(3));
  EXPECT_EQ(refusal(active_, with_card(proofed(swap, kBen), "8902")),
            "life.not_the_holder by swap (Law of Tests art. 1)");
  const Life swapped = after(active_, with_card(proofed(swap, kAnna), "8902"));
  EXPECT_EQ(swapped.line.iccid.get(), "8902");
  EXPECT_EQ(swapped.epoch, 0U);
  EXPECT_TRUE(swapped.marks.has(LineMark::sms_barred));
  EXPECT_FALSE(after(swapped, rings("bar", day(4))).marks.has(LineMark::sms_barred));
}

TEST_F(Step, an_event_whose_row_asks_for_no_card_changes_none) {
  EXPECT_EQ(after(active_, with_card(dispute(1), "8999")).line.iccid.get(), "8901");
  EXPECT_EQ(after(active_, with_card(closing(1), "8999")).line.iccid.get(), "");
}

TEST_F(Step, a_list_ends_by_itself_at_its_own_date) {
  LifeEvent list = by(EventKind::sanction, Role::fraud, day(10));
  EXPECT_EQ(refusal(active_, list), "life.no_end_date by list (Law of Tests art. 1)");
  list.until = day(10);
  EXPECT_EQ(refusal(active_, list), "life.no_end_date by list (Law of Tests art. 1)");
  list.until = day(400);
  const Life listed = after(active_, list);
  EXPECT_EQ(listed.clocks, (std::vector<domain::RunningClock>{{"ban", day(400)}}));
  EXPECT_TRUE(after(listed, rings("ban", day(400))).marks.empty());
}

TEST_F(Step, a_measure_of_two_persons_wants_two_of_the_staff) {
  LifeEvent told = suspension(1);
  told.confirmed_by.reset();
  EXPECT_EQ(refusal(active_, told), "life.second_person_missing by halt (Law of Tests art. 1)");
  told.confirmed_by = actor(Role::reviewer, "p7");
  EXPECT_EQ(refusal(active_, told), "life.second_person_missing by halt (Law of Tests art. 1)");
  told.confirmed_by = actor(Role::subscriber, "p8");
  EXPECT_EQ(refusal(active_, told), "life.second_person_missing by halt (Law of Tests art. 1)");
  EXPECT_EQ(refusal(active_, suspension(1)), "moved by halt");
}

TEST_F(Step, an_appeal_is_decided_by_another_than_took_the_measure) {
  const Life halted = after(active_, suspension(1));
  EXPECT_EQ(refusal(halted, by(EventKind::appeal_upheld, Role::reviewer, day(2), "p7")),
            "life.same_person_decides by appeal (Law of Tests art. 1)");
  EXPECT_EQ(after(halted, by(EventKind::appeal_upheld, Role::reviewer, day(2), "p9")).state,
            "active");
}

TEST_F(Step, nobody_who_took_or_confirmed_any_measure_decides_an_appeal) {
  const Life halted = after(active_, suspension(1));  // by p7, confirmed by p8
  const Life freed = after(halted, by(EventKind::appeal_upheld, Role::reviewer, day(2), "p9"));
  LifeEvent again = suspension(3);
  again.by = actor(Role::fraud, "p10");
  again.confirmed_by = actor(Role::fraud, "p11");
  const Life twice = after(freed, again);
  for (const char* involved : {"p7", "p8", "p10", "p11"}) {
    EXPECT_EQ(refusal(twice, by(EventKind::appeal_upheld, Role::reviewer, day(4), involved)),
              "life.same_person_decides by appeal (Law of Tests art. 1)")
        << involved;
  }
  EXPECT_EQ(after(twice, by(EventKind::appeal_upheld, Role::reviewer, day(4), "p9")).state,
            "active");
}

TEST_F(Step, a_mark_that_a_row_needs_must_be_there) {
  const Life halted = after(active_, suspension(1));
  EXPECT_EQ(refusal(halted, by(EventKind::dispute_upheld, Role::fraud, day(2))),
            "life.not_disputed by upheld (Law of Tests art. 1)");
  EXPECT_EQ(refusal(halted, proofed(by(EventKind::succeed, Role::clerk, day(2)), kBen)),
            "life.not_holder_ended by heir (Law of Tests art. 1)");
}

TEST_F(Step, an_heir_takes_over_and_the_dead_is_forgotten) {
  const Life ended = after(active_, by(EventKind::holder_end, Role::clerk, day(1)));
  const Life taken = after(ended, proofed(by(EventKind::succeed, Role::clerk, day(2)), kBen));
  EXPECT_EQ(taken.holder, kBen);
  EXPECT_EQ(taken.epoch, 1U);
  EXPECT_TRUE(taken.clocks.empty());
  EXPECT_TRUE(taken.marks.empty());
}

TEST_F(Step, who_closes_is_forgotten_at_once_also_when_the_row_wants_their_proof) {
  pack_ = small_pack(life_with("needs = [\"same_holder\"], start = [\"rest\"]",
                               "needs = [\"proofed\", \"same_holder\"], start = [\"rest\"]"));
  LifeEvent told = proofed(closing(1), kAnna);
  told.line_class = domain::LineClass::iot;
  Life thing = active_;
  thing.line_class = domain::LineClass::iot;
  const Life resting = after(thing, told);
  EXPECT_EQ(resting.state, "resting");
  EXPECT_FALSE(resting.holder);
  EXPECT_TRUE(resting.proof.empty());
  EXPECT_TRUE(resting.line.iccid.get().empty());
  EXPECT_EQ(resting.line_class, domain::LineClass::personal);
  EXPECT_EQ(resting.epoch, 1U);
  EXPECT_EQ(after(resting, rings("rest", day(91))).state, "free");
}

TEST_F(Step, a_measure_that_ends_a_line_is_not_remembered_against_the_next_holder) {
  pack_ = small_pack(life_with("from = [\"active\"], to = \"stopped\", roles = [\"fraud\"]",
                               "from = [\"active\"], to = \"resting\", roles = [\"fraud\"]"));
  EXPECT_TRUE(after(active_, suspension(1)).measures_by.empty());
}

}  // namespace
}  // namespace truename::policy
