#include "storage/cases_for_test.h"

namespace truename::storage {
namespace {

// Six checkpoints, eight leaves: three cases with their lines, a refusal, and a case without an
// identity.
void fill(const TestFolder& folder) {
  const TestClock clock;
  const auto store = open_store(folder, clock);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(sell(*store, approved_case(i / 2, i)));
  ASSERT_TRUE(store->commit(rejected_case(7, 7)));
  domain::CaseRecord unread = rejected_case(8, 8);
  unread.holder.reset();
  ASSERT_TRUE(store->commit(unread));
}

ErrorCode verdict(const TestFolder& folder) {
  const auto report = verify_store(folder.path());
  return report ? ErrorCode::internal : report.error().code;
}

void copy_files(const TestFolder& from, const TestFolder& to) {
  std::filesystem::copy(from.path(), to.path(), std::filesystem::copy_options::recursive);
}

TEST(VerifyStore, an_untouched_folder_holds_and_gives_size_root_and_key) {
  const TestFolder folder;
  fill(folder);
  const auto report = verify_store(folder.path());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->size, 8U);
  const auto store = SqliteStore::open_read_only(folder.path()).value();
  EXPECT_EQ(report->root, store->latest_checkpoint().value().checkpoint.root);
  EXPECT_EQ(report->public_key, store->public_key());
}

TEST(VerifyStore, it_changes_no_byte_of_the_database) {
  const TestFolder folder;
  fill(folder);
  const Bytes before = bytes_of(folder.files().database());
  ASSERT_TRUE(verify_store(folder.path()));
  EXPECT_EQ(bytes_of(folder.files().database()), before);
}

TEST(VerifyStore, a_folder_in_use_holds_too) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(sell(*store, approved_case(i, i)));
    const auto report = verify_store(folder.path());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->size, static_cast<std::uint64_t>(2 * i + 2));
  }
}

TEST(VerifyStore, a_folder_without_a_database_is_named) {
  const TestFolder folder;
  EXPECT_EQ(verdict(folder), ErrorCode::not_found);
}

// A change made with SQLite's own tools and our page tags: everything is well-formed.
const char* const kTampering[] = {
    "UPDATE cases SET case_id = 'c1' WHERE leaf_index = 0",
    "UPDATE cases SET at_ms = at_ms + 1 WHERE leaf_index = 2",
    "UPDATE cases SET idempotency_key = 'other' WHERE leaf_index = 2",
    "UPDATE cases SET request_digest = zeroblob(32) WHERE leaf_index = 6",
    "UPDATE cases SET msisdn = '8613900000000' WHERE leaf_index = 6",
    "UPDATE cases SET iccid = '89860000000000000000' WHERE leaf_index = 6",
    "UPDATE cases SET person_id = (SELECT person_id FROM cases WHERE leaf_index = 7) "
    "WHERE leaf_index = 6",
    "UPDATE cases SET sealed_holder = (SELECT sealed_holder FROM cases WHERE leaf_index = 2) "
    "WHERE leaf_index = 0",
    "UPDATE cases SET sealed_holder = NULL WHERE leaf_index = 0",
    "UPDATE cases SET evidence = replace(evidence, '36', '46') WHERE leaf_index = 0",
    "UPDATE cases SET decision = replace(decision, 'citation\":\"an', 'citation\":\"no') "
    "WHERE leaf_index = 0",
    "UPDATE cases SET decision = replace(decision, 'rejected', 'referred') WHERE leaf_index = 6",
    "UPDATE cases SET policy_id = 'cn-2099-01' WHERE leaf_index = 0",
    "UPDATE cases SET policy_digest = zeroblob(32) WHERE leaf_index = 0",
    "UPDATE cases SET model_set_digest = zeroblob(32) WHERE leaf_index = 0",
    "UPDATE cases SET line_cap = 6 WHERE leaf_index = 0",
    "UPDATE cases SET slot = 3 WHERE leaf_index = 0",
    "UPDATE cases SET slot = 1 WHERE leaf_index = 6",
    "UPDATE cases SET slot = NULL WHERE leaf_index = 0",
    "DELETE FROM cases WHERE leaf_index = 7",
    "DELETE FROM cases WHERE leaf_index = 6",
    "INSERT INTO cases SELECT 8, 'c5', at_ms, 'k5', request_digest, msisdn, iccid, person_id, "
    "sealed_holder, evidence, decision, policy_id, policy_digest, model_set_digest, line_cap, slot "
    "FROM cases WHERE leaf_index = 7",
    "UPDATE persons SET identity_digest = zeroblob(32) WHERE person_id = "
    "(SELECT person_id FROM cases WHERE leaf_index = 6)",
    "UPDATE persons SET wrapped_key = zeroblob(72)",
    "DELETE FROM persons WHERE person_id = (SELECT person_id FROM cases WHERE leaf_index = 6)",
    "INSERT INTO persons VALUES (zeroblob(16), NULL, zeroblob(72), NULL)",
    "UPDATE leaves SET leaf = replace(leaf, '\"at\":\"2026', '\"at\":\"2027') WHERE leaf_index = 4",
    "DELETE FROM leaves WHERE leaf_index = 7",
    "DELETE FROM leaves WHERE leaf_index = 2",
    "INSERT INTO leaves SELECT 8, leaf FROM leaves WHERE leaf_index = 7",
    "UPDATE nodes SET hash = zeroblob(32) WHERE level = 0 AND position = 0",
    "UPDATE nodes SET hash = zeroblob(32) WHERE level = 2",
    "DELETE FROM nodes WHERE level = 1 AND position = 1",
    "INSERT INTO nodes VALUES (4, 0, zeroblob(32))",
    "UPDATE checkpoints SET root = zeroblob(32) WHERE size = 6",
    "UPDATE checkpoints SET at_ms = at_ms + 1 WHERE size = 0",
    "UPDATE checkpoints SET signature = zeroblob(64) WHERE size = 8",
    "UPDATE checkpoints SET size = 9 WHERE size = 8",
    "DELETE FROM checkpoints WHERE size = 4",
    "DELETE FROM checkpoints WHERE size = 8",
    "DROP INDEX cases_of_person",
    "CREATE TABLE more (x)",
    "CREATE TRIGGER more AFTER INSERT ON lives BEGIN DELETE FROM clocks; END",
    "PRAGMA user_version = 0",
    "PRAGMA application_id = 0",
};

TEST(VerifyStore, a_change_of_any_column_or_row_is_told_even_when_well_formed) {
  const TestFolder original;
  fill(original);
  for (const char* const sql : kTampering) {
    const TestFolder folder;
    copy_files(original, folder);
    {
      Database database = Database::open(folder.files().database(), Access::read_write).value();
      ASSERT_TRUE(database.run_script("PRAGMA foreign_keys = OFF")) << sql;
      const Status done = database.run_script(sql);
      ASSERT_TRUE(done) << sql << ": " << done.error().message;
    }
    EXPECT_EQ(verdict(folder), ErrorCode::corrupt) << sql;
  }
}

struct FlipCase {
  std::filesystem::path (DataFolder::*file)() const;
  std::size_t step;  // bytes between two flips
};
class Flip : public testing::TestWithParam<FlipCase> {};

// Used, free and unallocated space alike: the page tags cover what the tables do not see.
TEST_P(Flip, of_any_byte_in_the_closed_file_is_told) {
  const TestFolder folder;
  fill(folder);
  const std::filesystem::path path = (folder.files().*GetParam().file)();
  const Bytes original = bytes_of(path);
  for (std::size_t i = 0; i < original.size(); i += GetParam().step) {
    Bytes changed = original;
    changed[i] ^= static_cast<std::uint8_t>(1 << (i % 8));
    put_bytes(path, changed);
    EXPECT_FALSE(verify_store(folder.path())) << path << " byte " << i;
  }
  put_bytes(path, original);
  EXPECT_TRUE(verify_store(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(VerifyStore, Flip,
                         testing::Values(FlipCase{&DataFolder::database, 509},
                                         FlipCase{&DataFolder::checkpoints, 7},
                                         FlipCase{&DataFolder::keys, 1}));

TEST(VerifyStore, a_file_cut_at_any_length_is_told) {
  const TestFolder folder;
  fill(folder);
  const Bytes original = bytes_of(folder.files().database());
  for (std::size_t size = 0; size < original.size(); size += 1024) {
    put_bytes(folder.files().database(),
              Bytes(original.begin(), original.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_FALSE(verify_store(folder.path())) << size;
  }
}

TEST(VerifyStore, a_checkpoint_file_cut_by_more_than_a_crash_can_is_told) {
  const TestFolder folder;
  fill(folder);
  const Bytes original = bytes_of(folder.files().checkpoints());
  for (std::size_t size = 0; size < original.size() * 3 / 5; size += 50) {
    put_bytes(folder.files().checkpoints(),
              Bytes(original.begin(), original.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_FALSE(verify_store(folder.path())) << size;
  }
  std::filesystem::remove(folder.files().checkpoints());
  EXPECT_FALSE(verify_store(folder.path()));
}

TEST(VerifyStore, a_database_rolled_back_to_an_earlier_state_is_told_and_not_opened) {
  const TestFolder folder;
  const TestFolder earlier;
  const TestClock clock;
  fill(folder);
  copy_files(folder, earlier);
  ASSERT_TRUE(sell(*open_store(folder, clock), approved_case(20, 20)));
  std::filesystem::copy_file(earlier.files().database(), folder.files().database(),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(verdict(folder), ErrorCode::corrupt);
  EXPECT_EQ(SqliteStore::open(folder.path(), clock).error().code, ErrorCode::corrupt);
}

// The folder as a crash leaves it: the newest cases stand in the WAL alone.
TEST(VerifyStore, a_wal_cut_or_changed_after_a_crash_is_told) {
  const TestFolder folder;
  const TestFolder crashed;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(sell(*store, approved_case(i, i)));
  copy_files(folder, crashed);
  const std::filesystem::path wal = crashed.files().database().string() + "-wal";
  const Bytes original = bytes_of(wal);
  ASSERT_TRUE(verify_store(crashed.path()));
  ASSERT_GT(original.size(), 50'000U);
  for (std::size_t size = 0; size < original.size(); size += 5'000) {
    put_bytes(wal, Bytes(original.begin(), original.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_FALSE(verify_store(crashed.path())) << size;
  }
  for (std::size_t i = 0; i < original.size(); i += 2'003) {
    Bytes changed = original;
    changed[i] ^= 0x10;
    put_bytes(wal, changed);
    EXPECT_FALSE(verify_store(crashed.path())) << i;
  }
}

TEST(VerifyStore, keys_of_another_folder_are_told_by_verify_and_open) {
  const TestFolder folder;
  const TestFolder other;
  const TestClock clock;
  fill(folder);
  open_store(other, clock).reset();
  put_bytes(folder.files().keys(), bytes_of(other.files().keys()));
  EXPECT_EQ(verdict(folder), ErrorCode::corrupt);
  EXPECT_EQ(SqliteStore::open(folder.path(), clock).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace truename::storage
