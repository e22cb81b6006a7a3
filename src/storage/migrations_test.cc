#include "storage/migrations.h"

#include "storage/case_row.h"
#include "storage/checkpoint_log.h"
#include "storage/lives_for_test.h"
#include "storage/person_row.h"

namespace truename::storage {
namespace {

// A case as the first version wrote it, with its line, its slot and its outbox row when approved.
void write_first_version(const domain::CaseRecord& record, std::uint64_t index, int slot,
                         Database& database, const Vault& vault, StoredLog& log) {
  const Person person = new_person(vault.identity_digest(*record.holder));
  ASSERT_TRUE(database.execute("INSERT INTO persons VALUES (?, ?, ?)",
                               {person.id, *person.identity, vault.wrap(person)}));
  CaseRow row = make_row(record, person);
  row.leaf_index = index;
  if (slot > 0) row.slot = slot;
  ASSERT_TRUE(insert_row(database, row));
  ASSERT_TRUE(log.append(index, audit::leaf_text(leaf_of(row, person).value())));
  if (slot == 0) return;
  const auto leaf = static_cast<std::int64_t>(index);
  ASSERT_TRUE(database.execute("INSERT INTO lines VALUES (?, ?, ?)",
                               {leaf, row.line.msisdn.get(), row.line.iccid.get()}));
  ASSERT_TRUE(database.execute("INSERT INTO slots VALUES (?, ?, ?)",
                               {*person.identity, std::int64_t{slot}, leaf}));
  ASSERT_TRUE(database.execute("INSERT INTO outbox VALUES (?, 'activate_line')", {leaf}));
}

void make_first_version(const TestFolder& folder, const domain::CaseRecord& sold,
                        const domain::CaseRecord& no) {
  const Vault vault = Vault::create(folder.files()).value();
  Database database = Database::open(folder.files().database(), Access::read_write).value();
  const Migration first = all_migrations().front();
  ASSERT_TRUE(database.run_script("BEGIN;" + first.sql +
                                  "PRAGMA application_id = 1953656429;"
                                  "PRAGMA user_version = 1; COMMIT;"));
  StoredLog log(database, vault);
  ASSERT_TRUE(log.sign(Timestamp{1}));
  write_first_version(sold, 0, 3, database, vault, log);
  write_first_version(no, 1, 0, database, vault, log);
  const auto signed_log = log.sign(Timestamp{2}).value();
  CheckpointLog checkpoints = CheckpointLog::open(folder.files()).value();
  Rows rows =
      database.query("SELECT size, root, at_ms, signature FROM checkpoints ORDER BY size").value();
  while (rows.next().value()) {
    ASSERT_TRUE(checkpoints.append(checkpoint_line(log.read_checkpoint(rows))));
  }
}

TEST(Migrations, lines_from_before_lives_live_on_and_the_log_holds_before_and_after_an_event) {
  const TestFolder folder;
  const TestClock clock;
  const domain::CaseRecord sold = approved_case(1, 1);
  make_first_version(folder, sold, rejected_case(2, 2));
  const auto store = open_store(folder, clock);
  const auto verified = verify_store(folder.path());
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(verified->size, 2U);
  const auto life = store->lives().find(sold.line.msisdn).value();
  ASSERT_TRUE(life);
  EXPECT_EQ(life->state, "active");
  EXPECT_EQ(life->proof, sold.id.get());
  EXPECT_EQ(life->held_since, sold.at);
  EXPECT_EQ(life->holder, store->holder_id(*sold.holder));
  const auto history = store->history_of(sold, {})->counted;
  EXPECT_EQ(history.active_lines, 1);
  EXPECT_TRUE(history.msisdn_in_use && history.iccid_in_use);
  EXPECT_EQ(store->lives().pending(10).value().size(), 2U);
  EXPECT_EQ(store->find_case(sold.id).value()->record.id, sold.id);

  ASSERT_TRUE(store->lives().carried_out(store->lives().pending(1).value()));
  ASSERT_TRUE(commit_one(store->lives(), closed(*life, "close")));
  ASSERT_TRUE(sell(*store, approved_case(1, 5)));
  const auto later = verify_store(folder.path());
  EXPECT_TRUE(later) << later.error().message;
}

TEST(Migrations, a_line_from_before_lives_that_was_changed_is_told) {
  const TestFolder folder;
  const TestClock clock;
  make_first_version(folder, approved_case(1, 1), rejected_case(2, 2));
  open_store(folder, clock).reset();
  for (const char* const sql :
       {"UPDATE lives SET life = replace(life, 'active', 'stopped'), state = 'stopped'",
        "UPDATE lives SET slot = 1", "DELETE FROM lives",
        "DELETE FROM outbox WHERE position = 1"}) {
    const TestFolder copy;
    std::filesystem::copy(folder.path(), copy.path(), std::filesystem::copy_options::recursive);
    {
      Database database = Database::open(copy.files().database(), Access::read_write).value();
      ASSERT_TRUE(database.run_script(sql));
    }
    EXPECT_FALSE(verify_store(copy.path())) << sql;
  }
}

}  // namespace
}  // namespace truename::storage
