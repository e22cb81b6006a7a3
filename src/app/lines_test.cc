// The life of a line through the real parts: use cases, pack, database, log and network file.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <thread>

#include "adapters/network_file/network_file.h"
#include "app/sales_for_test.h"
#include "base/folder_for_test.h"
#include "policy/read_pack.h"
#include "registration/deliver_orders.h"
#include "registration/ring_clocks.h"
#include "storage/verify_store.h"

namespace truename::app {
namespace {

using registration::LifeChange;

class MovableClock final : public Clock {
 public:
  Timestamp now() const override { return Timestamp{now_ms.load()}; }
  void pass_days(int days) { now_ms += std::int64_t{days} * 86'400'000; }
  std::atomic<std::int64_t> now_ms = 1'790'000'000'000;  // 2026-09-21
};

class Lines : public testing::Test {
 protected:
  Lines() { open(); }

  void open() {
    store.reset();
    store = storage::SqliteStore::open(folder_.path(), clock).value();
    network = adapters::NetworkFile::open(folder_.path() / "orders.jsonl").value();
  }
  registration::LifeSetting setting() { return {pack, store->lives(), clock}; }
  registration::Delivered deliver() {
    return registration::deliver_orders(setting(), store->lives(), *network, 1000).value();
  }
  registration::Rung ring() { return registration::ring_clocks(setting(), 1000).value(); }
  Result<LifeChange> happen(domain::EventKind kind, const std::string& key, domain::Role role) {
    domain::LifeEvent event;
    event.kind = kind;
    event.key = key;
    event.by = domain::Actor{domain::PrincipalId("p-1"), role};
    const auto life = store->lives().find(number).value();
    event.holder = life->holder;
    event.proof = "c1";
    return registration::change_line(number, event, setting());
  }
  domain::Life life() { return store->lives().find(number).value().value(); }
  void expect_log_holds() {
    const auto verified = storage::verify_store(folder_.path());
    EXPECT_TRUE(verified) << verified.error().message;
  }

  FolderForTest folder_;  // outlives the store in it
  const domain::Msisdn number = ScriptedCounter::number(1);
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  MovableClock clock;
  std::unique_ptr<storage::SqliteStore> store;
  std::unique_ptr<adapters::NetworkFile> network;
};

TEST_F(Lines, a_sold_line_is_ordered_carried_out_and_active_and_the_case_is_its_proof_R44) {
  ScriptedCounter counter(pack, *store, clock);
  const auto sold = counter.sell(1);
  ASSERT_TRUE(sold) << sold.error().message;
  ASSERT_EQ(sold->record.decision.outcome, domain::Outcome::approved);
  EXPECT_EQ(life().state, "ordered");
  EXPECT_EQ(life().proof, sold->record.id.get());
  EXPECT_EQ(deliver().activated, 1U);
  EXPECT_EQ(life().state, "active");
  EXPECT_GT(deliver().carried_out, 0U) << "the active state is an order too";
  EXPECT_EQ(deliver().carried_out, 0U);
  expect_log_holds();
}

TEST_F(Lines, an_order_that_the_network_never_hears_of_lapses_after_its_clock) {
  ScriptedCounter counter(pack, *store, clock);
  ASSERT_TRUE(counter.sell(1));
  EXPECT_EQ(ring().moved, 0U);
  clock.pass_days(1);
  EXPECT_EQ(ring().moved, 1U);
  EXPECT_EQ(life().state, "free");
  EXPECT_FALSE(life().holder);
  EXPECT_EQ(deliver().activated, 0U) << "the late order activates nobody's line";
  EXPECT_EQ(life().state, "free");
  expect_log_holds();
}

TEST_F(Lines, a_number_in_quarantine_is_in_use_and_is_sold_again_after_it) {
  ScriptedCounter counter(pack, *store, clock);
  ASSERT_TRUE(counter.sell(1));
  deliver();
  ASSERT_FALSE(happen(domain::EventKind::close, "close-1", domain::Role::clerk)->refusal);
  EXPECT_EQ(life().state, "quarantine");
  EXPECT_FALSE(life().holder) << "R58";
  domain::CaseRecord wanted = counter.sell(2)->record;
  wanted.line = {number, domain::Iccid("89860000000000000019")};
  const auto history = store->history_of(wanted, {})->counted;
  EXPECT_TRUE(history.msisdn_in_use);
  EXPECT_EQ(history.active_lines, 1);
  clock.pass_days(90);
  EXPECT_GE(ring().moved, 1U);
  EXPECT_EQ(life().state, "free");
  EXPECT_FALSE(store->history_of(wanted, {})->counted.msisdn_in_use);
  EXPECT_EQ(life().epoch, 1U) << "R59";
  expect_log_holds();
}

// Every event again, from nothing, by the table of the pack that it names: the same lives.
TEST_F(Lines, replaying_the_log_under_the_pack_gives_the_lives_that_are_stored) {
  ScriptedCounter counter(pack, *store, clock);
  for (int sale = 1; sale <= 5; ++sale) ASSERT_TRUE(counter.sell(sale));
  deliver();
  ASSERT_TRUE(happen(domain::EventKind::fraud_flag, "flag", domain::Role::fraud));
  ASSERT_TRUE(happen(domain::EventKind::suspend, "alone", domain::Role::fraud)->refusal);
  clock.pass_days(3);
  ASSERT_TRUE(happen(domain::EventKind::close, "close", domain::Role::subscriber));
  open();
  clock.pass_days(100);
  ring();
  deliver();
  std::map<std::string, domain::Life> replayed;
  int events = 0;
  ASSERT_TRUE(store->lives().replay([&](const LifeChange& told) {
    const std::string key = told.before.line.msisdn.get();
    const auto before = replayed.try_emplace(key, told.before).first->second;
    const LifeChange again = registration::decide_change(before, told.event, pack, told.event.at);
    EXPECT_EQ(again, told) << told.event.key;
    replayed.insert_or_assign(key, again.after);
    ++events;
    return Status();
  }));
  EXPECT_GE(events, 12);
  ASSERT_TRUE(store->lives().each_life([&](const domain::Life& stored) {
    EXPECT_EQ(replayed.at(stored.line.msisdn.get()), stored);
    return Status();
  }));
  expect_log_holds();
}

TEST_F(Lines, a_case_that_the_life_table_refuses_is_rejected_with_the_tables_reason_and_kept) {
  for (policy::LifeTransition& row : pack.life.transitions) {
    if (row.on == domain::EventKind::open) row.roles = {domain::Role::reviewer};
  }
  ScriptedCounter counter(pack, *store, clock);
  const auto refused = counter.sell(1);
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_EQ(refused->record.decision.outcome, domain::Outcome::rejected);
  EXPECT_EQ(refused->record.decision.reasons.front().code, "life.role");
  EXPECT_FALSE(store->lives().find(number).value());
  expect_log_holds();
}

// R67, by the path of a counter: decide, commit, decide again on conflict.
TEST_F(Lines, ten_thousand_applications_of_one_identity_from_eight_threads_never_pass_the_cap) {
  constexpr int kThreads = 8;
  constexpr int kEach = 1250;
  std::atomic<int> approved = 0;
  std::atomic<int> at_cap = 0;
  std::atomic<int> conflicts = 0;
  std::vector<std::thread> outlets;
  for (int outlet = 0; outlet < kThreads; ++outlet) {
    outlets.emplace_back([&, outlet] {
      ScriptedCounter counter(pack, *store, clock);
      for (int i = 0; i < kEach; ++i) {
        const auto sold = counter.sell(outlet * kEach + i);
        if (!sold) {
          conflicts += sold.error().code == ErrorCode::conflict ? 1 : 0;
          continue;
        }
        const domain::Decision& decision = sold->record.decision;
        approved += decision.outcome == domain::Outcome::approved ? 1 : 0;
        at_cap += decision.reasons.front().code == "line.cap_reached" ? 1 : 0;
      }
    });
  }
  for (std::thread& outlet : outlets) outlet.join();
  std::printf("cap race: %d applications, %d approved, %d at the cap, %d conflicts after 3 tries\n",
              kThreads * kEach, approved.load(), at_cap.load(), conflicts.load());
  EXPECT_EQ(approved, pack.line_cap());
  EXPECT_EQ(approved + at_cap + conflicts, kThreads * kEach);
  int held = 0;
  ASSERT_TRUE(store->lives().each_life([&](const domain::Life& one) {
    held += one.holder ? 1 : 0;
    return Status();
  }));
  EXPECT_EQ(held, pack.line_cap());
  expect_log_holds();
}

}  // namespace
}  // namespace truename::app
