#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <set>
#include <sstream>

#include "storage/lives_for_test.h"

namespace truename::storage {
namespace {

TEST(Faults, a_second_truename_on_the_folder_is_refused_until_the_first_is_gone) {
  const TestFolder folder;
  const TestClock clock;
  auto first = open_store(folder, clock);
  const auto second = SqliteStore::open(folder.path(), clock);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
  EXPECT_NE(second.error().message.find("in use by another truename"), std::string::npos);
  first.reset();
  EXPECT_TRUE(SqliteStore::open(folder.path(), clock));
}

TEST(Faults, a_database_locked_by_another_program_is_told_and_works_again_after) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  Database other = Database::open(folder.files().database(), Access::read_write).value();
  ASSERT_TRUE(other.execute("BEGIN IMMEDIATE"));
  const auto blocked = sell(*store, approved_case(1, 1));
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().code, ErrorCode::unavailable);
  EXPECT_NE(blocked.error().message.find("stop the other process"), std::string::npos);
  ASSERT_TRUE(other.execute("ROLLBACK"));
  EXPECT_TRUE(sell(*store, approved_case(1, 1)));
}

TEST(Faults, a_key_file_that_others_may_read_is_refused_with_the_command_that_mends_it) {
  const TestFolder folder;
  const TestClock clock;
  open_store(folder, clock).reset();
  std::filesystem::permissions(folder.files().keys(), std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  for (const auto& opened :
       {SqliteStore::open(folder.path(), clock).error(), verify_store(folder.path()).error()}) {
    EXPECT_EQ(opened.code, ErrorCode::bad_input);
    EXPECT_NE(opened.message.find("chmod 600"), std::string::npos);
  }
}

TEST(Faults, the_key_file_is_for_its_owner_alone) {
  const TestFolder folder;
  const TestClock clock;
  open_store(folder, clock).reset();
  const auto bits = std::filesystem::status(folder.files().keys()).permissions();
  EXPECT_EQ(bits, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Faults, a_database_whose_keys_are_lost_is_not_given_new_ones) {
  const TestFolder folder;
  const TestClock clock;
  open_store(folder, clock).reset();
  std::filesystem::remove(folder.files().keys());
  EXPECT_EQ(SqliteStore::open(folder.path(), clock).error().code, ErrorCode::not_found);
  EXPECT_FALSE(std::filesystem::exists(folder.files().keys()));
}

TEST(Faults, a_database_of_a_newer_program_is_refused) {
  const TestFolder folder;
  const TestClock clock;
  open_store(folder, clock).reset();
  {
    Database database = Database::open(folder.files().database(), Access::read_write).value();
    ASSERT_TRUE(database.run_script("PRAGMA user_version = 999"));
  }
  EXPECT_EQ(SqliteStore::open(folder.path(), clock).error().code, ErrorCode::bad_input);
}

TEST(Faults, a_file_that_is_no_database_is_refused) {
  const TestFolder folder;
  const TestClock clock;
  open_store(folder, clock).reset();
  put_bytes(folder.files().database(), Bytes(8192, 'x'));
  EXPECT_EQ(SqliteStore::open(folder.path(), clock).error().code, ErrorCode::corrupt);
}

// The limit on file size makes writes fail as a full disk does: some way into the WAL.
TEST(Faults, a_full_disk_refuses_cases_keeps_the_earlier_ones_and_recovers) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord first = approved_case(1, 1);
  ASSERT_TRUE(sell(*store, first));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit unlimited{};
  getrlimit(RLIMIT_FSIZE, &unlimited);
  rlimit tight = unlimited;
  tight.rlim_cur = std::filesystem::file_size(folder.files().database().string() + "-wal") + 9000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const auto refused = sell(*store, approved_case(2, 2));
  const auto refused_again = sell(*store, approved_case(2, 2));
  setrlimit(RLIMIT_FSIZE, &unlimited);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_NE(refused.error().message.find("free space"), std::string::npos);
  EXPECT_FALSE(refused_again);
  EXPECT_TRUE(store->find_case(first.id).value());
  EXPECT_TRUE(sell(*store, approved_case(2, 2)));
  const auto report = verify_store(folder.path());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->size, 4U);  // two cases, two lines
}

// Runs in the child until it is killed: every acknowledged case is written to `acknowledged`.
[[noreturn]] void sell_until_killed(const std::filesystem::path& data_dir, int first_line,
                                    int acknowledged) {
  const SystemClock clock;
  const auto store = SqliteStore::open(data_dir, clock).value();
  for (int line = first_line;; ++line) {
    const domain::CaseRecord record = approved_case(line, line);
    if (!sell(*store, record)) std::_Exit(1);
    const std::string told = record.id.get() + "\n";
    if (::write(acknowledged, told.data(), told.size()) < 0) std::_Exit(1);
  }
}

// The same with lives alone: three changes a commit, the key of the last is acknowledged.
[[noreturn]] void live_until_killed(const std::filesystem::path& data_dir, int first_line,
                                    int acknowledged) {
  const SystemClock clock;
  const auto store = SqliteStore::open(data_dir, clock).value();
  for (int line = first_line;; line += 2) {
    LifeChange first = opened(line, line);
    first.after.clocks = {{"a-clock", Timestamp{line}}};
    const LifeChange last = closed(first.after, "close-" + text_of(line));
    const std::vector<LifeChange> changes = {first, opened(line + 1, line), last};
    if (!store->lives().commit(changes)) std::_Exit(1);
    const auto waiting = store->lives().pending(2).value();
    if (!store->lives().carried_out(waiting)) std::_Exit(1);
    const std::string told = last.event.key + "\n";
    if (::write(acknowledged, told.data(), told.size()) < 0) std::_Exit(1);
  }
}

using UntilKilled = void (*)(const std::filesystem::path&, int, int);

// Kills the child once `cases` were acknowledged; gives the ids of all that were.
std::set<std::string> kill_after(int cases, UntilKilled run, const std::filesystem::path& data_dir,
                                 int first_line) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) run(data_dir, first_line, ends[1]);
  ::close(ends[1]);
  std::string told;
  char buffer[4096];
  for (ssize_t got = 1; got > 0;) {
    got = ::read(ends[0], buffer, sizeof buffer);
    told.append(buffer, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (std::ranges::count(told, '\n') >= cases) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  std::istringstream lines(told);
  return {std::istream_iterator<std::string>(lines), {}};
}

TEST(Faults, after_kill_9_every_acknowledged_case_is_there_and_the_log_holds) {
  const TestFolder folder;
  for (int round = 0; round < 10; ++round) {
    const auto told = kill_after(3 + 2 * round, sell_until_killed, folder.path(), 10'000 * round);
    EXPECT_GE(told.size(), 3U);
    const auto crashed = verify_store(folder.path());
    ASSERT_TRUE(crashed) << crashed.error().message;
    const SystemClock clock;
    const auto store = SqliteStore::open(folder.path(), clock);
    ASSERT_TRUE(store) << store.error().message;
    for (const std::string& id : told) {
      EXPECT_TRUE((*store)->find_case(domain::CaseId(id)).value()) << id;
    }
    const auto report = verify_store(folder.path());
    ASSERT_TRUE(report) << report.error().message;
  }
}

// In the middle of spans of events and of orders being carried out: a span is there whole or not at
// all, and the events lead to the lives that are stored.
TEST(Faults, after_kill_9_amid_life_events_every_acknowledged_one_is_there_whole_and_replays) {
  const TestFolder folder;
  for (int round = 0; round < 10; ++round) {
    const auto told = kill_after(3 + 2 * round, live_until_killed, folder.path(), 1'000 * round);
    EXPECT_GE(told.size(), 3U);
    const SystemClock clock;
    const auto store = SqliteStore::open(folder.path(), clock);
    ASSERT_TRUE(store) << store.error().message;
    for (const std::string& key : told) {
      EXPECT_TRUE((*store)->lives().find_change(key).value()) << key;
    }
    EXPECT_EQ(all_changes((*store)->lives()).size() % 3, 0U);
    EXPECT_TRUE((*store)->lives().due(Timestamp{INT64_MAX}, 10).value().empty());
    const auto report = verify_store(folder.path());
    ASSERT_TRUE(report) << report.error().message;
  }
}

// A crash between the commit and its line, or within the line, mends itself at the next start.
TEST(Faults, a_last_checkpoint_line_lost_or_half_written_is_written_again) {
  const TestFolder folder;
  const TestClock clock;
  ASSERT_TRUE(sell(*open_store(folder, clock), approved_case(1, 1)));
  const Bytes whole = bytes_of(folder.files().checkpoints());
  const auto first_line = std::find(whole.begin(), whole.end(), '\n') + 1;
  for (std::ptrdiff_t lost = whole.end() - first_line; lost > 0; lost -= 23) {
    put_bytes(folder.files().checkpoints(), Bytes(whole.begin(), whole.end() - lost));
    EXPECT_TRUE(verify_store(folder.path()));
    open_store(folder, clock).reset();
    EXPECT_EQ(bytes_of(folder.files().checkpoints()), whole);
  }
}

}  // namespace
}  // namespace truename::storage
