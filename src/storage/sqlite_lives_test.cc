#include <atomic>
#include <thread>

#include "audit/leaf.h"
#include "registration/orders.h"
#include "storage/lives_for_test.h"

namespace truename::storage {
namespace {

using registration::Order;

std::vector<std::string> leaf_texts(const TestFolder& folder) {
  Database database = Database::open(folder.files().database(), Access::read_only).value();
  std::vector<std::string> out;
  Rows rows = database.query("SELECT leaf FROM leaves ORDER BY leaf_index").value();
  while (rows.next().value()) out.push_back(rows.text(0));
  return out;
}

audit::LeafKind kind_of(const std::string& leaf) { return audit::parse_leaf_text(leaf)->kind; }

domain::Activation activation(const std::string& pack, int year) {
  return {.pack_id = pack,
          .pack_digest = sha256(as_bytes(pack)),
          .effective_from = {year, 1, 1},
          .effective_to = std::nullopt,
          .supersedes = "",
          .key_id = "k1",
          .accepted_gaps = {},
          .by = domain::PrincipalId("admin-1"),
          .confirmed_by = domain::PrincipalId("admin-2"),
          .at = Timestamp{1'790'000'000'000}};
}

// Two sales, an order carried out, a refusal, a line without a case that was given back, and a pack
// put in force.
void fill(const TestFolder& folder) {
  const TestClock clock;
  const auto store = open_store(folder, clock);
  ASSERT_TRUE(sell(*store, approved_case(1, 1)));
  ASSERT_TRUE(sell(*store, approved_case(1, 2)));
  const auto waiting = store->lives().pending(1).value();
  ASSERT_TRUE(store->lives().carried_out(waiting));
  const LifeChange line = opened(3, 7);
  const std::vector<LifeChange> changes = {line, refused(nothing(4), "no"),
                                           closed(line.after, "close"), opened(5, 8)};
  ASSERT_TRUE(store->lives().commit(changes));
  ASSERT_TRUE(store->registry().activate(activation("a-pack", 2026)));
}

TEST(SqliteLives, a_sale_is_case_and_life_together_or_nothing_at_all) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord first = approved_case(1, 1);
  ASSERT_TRUE(sell(*store, first));
  EXPECT_EQ(store->lives().find(first.line.msisdn).value()->proof, first.id.get());
  domain::CaseRecord second = approved_case(2, 2);
  second.line.msisdn = first.line.msisdn;
  ASSERT_FALSE(sell(*store, second));
  EXPECT_FALSE(store->find_case(second.id).value());
  EXPECT_TRUE(store->lives().held_by(store->holder_id(*second.holder)).value().empty());
  EXPECT_EQ(verify_store(folder.path()).value().size, 2U);
}

TEST(SqliteLives, nobody_becomes_a_holder_by_a_case_of_somebody_else_or_by_a_refused_one) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord record = approved_case(1, 1);
  const LifeChange stolen = opening_of(record, holder_number(9));
  EXPECT_EQ(store->commit(record, std::span(&stolen, 1), {}).error().code, ErrorCode::bad_input);
  const domain::CaseRecord no = rejected_case(2, 2);
  const LifeChange opening = opening_of(no, store->holder_id(*no.holder));
  EXPECT_EQ(store->commit(no, std::span(&opening, 1), {}).error().code, ErrorCode::bad_input);
  EXPECT_EQ(verify_store(folder.path()).value().size, 0U);
}

// R43: in the log the proofing comes first, then the order, then that it was carried out.
TEST(SqliteLives, the_log_has_the_case_before_its_line_and_the_order_done_after_both) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  ASSERT_TRUE(sell(*store, approved_case(1, 1)));
  const auto orders = store->lives().pending(10).value();
  ASSERT_EQ(orders.size(), 3U);
  EXPECT_EQ(orders[0].text, "card:8986001234567" + text_of(1));
  EXPECT_EQ(orders[1].text, "state:ordered");
  EXPECT_EQ(orders[2].text, "notice:line-order");
  ASSERT_TRUE(store->lives().carried_out(std::span(orders).first(2)));
  EXPECT_EQ(store->lives().pending(10).value(), std::vector{orders[2]});
  const auto leaves = leaf_texts(folder);
  ASSERT_EQ(leaves.size(), 4U);
  EXPECT_EQ(kind_of(leaves[0]), audit::LeafKind::registration);
  EXPECT_EQ(kind_of(leaves[1]), audit::LeafKind::life_event);
  EXPECT_EQ(kind_of(leaves[2]), audit::LeafKind::order_done);
  EXPECT_EQ(kind_of(leaves[3]), audit::LeafKind::order_done);
  EXPECT_TRUE(verify_store(folder.path()));
}

TEST(SqliteLives, an_order_is_carried_out_once_and_a_made_up_one_never) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  ASSERT_TRUE(sell(*store, approved_case(1, 1)));
  const auto orders = store->lives().pending(1).value();
  ASSERT_TRUE(store->lives().carried_out(orders));
  EXPECT_EQ(store->lives().carried_out(orders).error().code, ErrorCode::conflict);
  Order other = store->lives().pending(1).value().front();
  other.text = "state:active";
  EXPECT_EQ(store->lives().carried_out(std::span(&other, 1)).error().code, ErrorCode::conflict);
  EXPECT_EQ(store->lives().pending(10).value().size(), 2U);
}

// R114: number, holder and card stand in the rows alone.
TEST(SqliteLives, leaves_hold_no_number_holder_card_or_key) {
  const TestFolder folder;
  fill(folder);
  const auto leaves = leaf_texts(folder);
  EXPECT_EQ(leaves.size(), 10U);
  for (const std::string& leaf : leaves) {
    for (const std::string& linkable :
         {std::string("86139"), std::string("898600"), domain::holder_text(holder_number(7)),
          std::string("open-"), std::string("close"), std::string("state:"),
          std::string("admin-1")}) {
      EXPECT_EQ(leaf.find(linkable), std::string::npos) << leaf;
    }
  }
}

TEST(SqliteLives, everything_is_there_after_a_restart) {
  const TestFolder folder;
  const TestClock clock;
  fill(folder);
  const auto store = open_store(folder, clock);
  EXPECT_EQ(all_lives(store->lives()).size(), 4U);
  EXPECT_EQ(all_changes(store->lives()).size(), 6U);
  EXPECT_EQ(store->lives().pending(100).value().size(), 2U + 3U + 3U + 2U + 3U);
  const auto reader = SqliteStore::open_read_only(folder.path()).value();
  EXPECT_EQ(all_lives(reader->lives()), all_lives(store->lives()));
  EXPECT_EQ(commit_one(reader->lives(), opened(9, 9)).error().code, ErrorCode::unavailable);
}

TEST(SqliteLives, a_holder_known_by_lives_alone_keeps_the_key_when_the_first_case_comes) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord record = approved_case(1, 1);
  LifeChange line = opened(9, 9);
  line.after.holder = store->holder_id(*record.holder);
  line.event.holder = line.after.holder;
  ASSERT_TRUE(commit_one(store->lives(), line));
  ASSERT_TRUE(sell(*store, record));
  EXPECT_EQ(store->history_of(record, {})->counted.active_lines, 2);
  const auto verified = verify_store(folder.path());
  EXPECT_TRUE(verified) << verified.error().message;
}

TEST(SqliteRegistry, activations_are_leaves_found_by_day_and_digest_and_each_is_told_once) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::Activation first = activation("old-pack", 2025);
  domain::Activation second = activation("new-pack", 2026);
  ASSERT_TRUE(store->registry().activate(first));
  EXPECT_EQ(store->registry().activate(first).error().code, ErrorCode::conflict);
  EXPECT_EQ(store->registry().activate(second).error().code, ErrorCode::conflict)
      << "two in force on one day";
  second.supersedes = first.pack_id;
  ASSERT_TRUE(store->registry().activate(second));
  EXPECT_EQ(store->registry().active_on({2025, 7, 1})->record, first);
  EXPECT_EQ(store->registry().active_on({2026, 7, 1})->record, second);
  EXPECT_EQ(store->registry().active_on({2024, 7, 1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->registry().find(second.pack_digest).value(), second);
  EXPECT_FALSE(store->registry().find(Digest{}).value());
  EXPECT_EQ(verify_store(folder.path()).value().size, 2U);
}

TEST(SqliteLives, more_changes_than_one_commit_takes_are_refused_whole) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const std::vector<LifeChange> many(10'001, refused(nothing(1), "no"));
  EXPECT_EQ(store->lives().commit(many).error().code, ErrorCode::too_large);
  EXPECT_TRUE(store->lives().commit({}));
  EXPECT_EQ(verify_store(folder.path()).value().size, 0U);
}

TEST(SqliteLives, changes_from_eight_threads_all_arrive_and_the_log_holds) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  std::vector<std::thread> threads;
  std::atomic<int> written = 0;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        const int number = thread * 50 + i;
        written += commit_one(store->lives(), opened(number, number / 3)) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(written, 400);
  EXPECT_EQ(all_lives(store->lives()).size(), 400U);
  const auto verified = verify_store(folder.path());
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(verified->size, 400U);
}

// A change made with SQLite's own tools and our page tags: everything is well-formed.
const char* const kTampering[] = {
    "UPDATE lives SET state = 'quarantine' WHERE state = 'ordered'",
    "UPDATE lives SET life = replace(life, 'ordered', 'stopped'), state = 'stopped' WHERE slot = 2",
    "UPDATE lives SET slot = 5 WHERE slot = 2",
    "UPDATE lives SET iccid = '89860000000000000000' WHERE slot = 2",
    "UPDATE lives SET iccid = NULL WHERE slot = 2",
    "UPDATE lives SET holder = zeroblob(16) WHERE slot = 2",
    "UPDATE lives SET line_class = 'iot' WHERE slot = 2",
    "UPDATE lives SET revision = 4 WHERE slot = 2",
    "DELETE FROM lives WHERE slot = 2",
    "DELETE FROM lives WHERE holder IS NULL",
    "INSERT INTO lives SELECT '8613900000000', NULL, NULL, NULL, state, line_class, revision, life "
    "FROM lives WHERE holder IS NULL",
    "UPDATE clocks SET due_ms = due_ms + 1",
    "UPDATE clocks SET clock = 'other'",
    "UPDATE clocks SET msisdn = '8613900000000' WHERE msisdn = '86139100001'",
    "DELETE FROM clocks WHERE msisdn = '86139100001'",
    "INSERT INTO clocks VALUES (5, '86139100003', 'a-clock')",
    "UPDATE life_events SET event_key = 'other' WHERE leaf_index = 8",
    "UPDATE life_events SET msisdn = '8613900000000' WHERE leaf_index = 6",
    "UPDATE life_events SET revision_after = 7 WHERE leaf_index = 8",
    "UPDATE life_events SET event = replace(event, 'restore', 'suspend') WHERE leaf_index = 6",
    "UPDATE life_events SET life_before = replace(life_before, 'free', 'none') WHERE leaf_index = "
    "5",
    "UPDATE life_events SET life_after = replace(life_after, 'active', 'stopped') "
    "WHERE leaf_index = 8",
    "UPDATE life_events SET life_after = NULL WHERE leaf_index = 8",
    "UPDATE life_events SET rule = 'other' WHERE leaf_index = 8",
    "UPDATE life_events SET refusal = NULL WHERE leaf_index = 6",
    "UPDATE life_events SET refusal = replace(refusal, 'role', 'none') WHERE leaf_index = 6",
    "UPDATE life_events SET policy_id = 'other' WHERE leaf_index = 8",
    "UPDATE life_events SET policy_digest = zeroblob(32) WHERE leaf_index = 8",
    "UPDATE life_events SET line_cap = 9 WHERE leaf_index = 8",
    "UPDATE life_events SET slot = 9 WHERE leaf_index = 8",
    "UPDATE life_events SET leaf_index = 10 WHERE leaf_index = 8",
    "DELETE FROM life_events WHERE leaf_index = 6",
    "DELETE FROM life_events WHERE leaf_index = 8",
    "UPDATE outbox SET order_text = 'state:active' WHERE order_text = 'state:ordered'",
    "UPDATE outbox SET epoch = 3 WHERE order_leaf = 3",
    "UPDATE outbox SET msisdn = '8613900000000' WHERE order_leaf = 3",
    "DELETE FROM outbox WHERE order_leaf = 3 AND position = 0",
    "INSERT INTO outbox VALUES (6, 0, '86139100004', 0, 'state:active')",
    "INSERT INTO outbox SELECT order_leaf, position, msisdn, epoch, order_text FROM orders_done",
    "UPDATE orders_done SET at_ms = at_ms + 1",
    "UPDATE orders_done SET order_text = 'card:1'",
    "UPDATE orders_done SET leaf_index = 10",
    "DELETE FROM orders_done",
    "INSERT INTO pack_activations VALUES (10, 0, zeroblob(32), '{}')",
    "UPDATE pack_activations SET at_ms = at_ms + 1",
    "UPDATE pack_activations SET pack_digest = zeroblob(32)",
    "UPDATE pack_activations SET activation = replace(activation, 'admin-1', 'admin-3')",
    "UPDATE pack_activations SET leaf_index = 10",
    "DELETE FROM pack_activations",
    "UPDATE persons SET holder = zeroblob(16) WHERE identity_digest IS NOT NULL",
    "UPDATE persons SET holder = zeroblob(16) WHERE identity_digest IS NULL AND holder = "
    "(SELECT holder FROM lives WHERE msisdn = '86139100005')",
    "UPDATE persons SET holder = NULL WHERE identity_digest IS NULL",
};

TEST(SqliteLives, a_change_of_any_column_or_row_is_told_even_when_well_formed) {
  const TestFolder original;
  fill(original);
  ASSERT_TRUE(verify_store(original.path())) << verify_store(original.path()).error().message;
  for (const char* const sql : kTampering) {
    const TestFolder folder;
    std::filesystem::copy(original.path(), folder.path(), std::filesystem::copy_options::recursive);
    {
      Database database = Database::open(folder.files().database(), Access::read_write).value();
      const Status done = database.run_script(sql);
      ASSERT_TRUE(done) << sql << ": " << done.error().message;
      Rows changes = database.query("SELECT changes()").value();
      ASSERT_TRUE(changes.next().value());
      EXPECT_GT(changes.integer(0), 0) << sql;
    }
    const auto verified = verify_store(folder.path());
    EXPECT_EQ(verified ? ErrorCode::internal : verified.error().code, ErrorCode::corrupt) << sql;
  }
}

}  // namespace
}  // namespace truename::storage
