// What holds for every Lives there is.
#include <map>
#include <random>

#include "storage/lives_for_test.h"

namespace truename::storage {
namespace {

struct InMemory {
  MemoryLives lives{KeepChanges::yes};
};
struct OnDisk {
  TestFolder folder;
  TestClock clock;
  std::unique_ptr<SqliteStore> store = open_store(folder, clock);
  SqliteLives& lives = store->lives();
};

template <class Kept>
class LivesContract : public testing::Test {
 protected:
  registration::Lives& lives() { return kept_.lives; }
  domain::Life find(int number) {
    return lives().find(nothing(number).line.msisdn).value().value();
  }
  bool is_there(int number) {
    return lives().find(nothing(number).line.msisdn).value().has_value();
  }

 private:
  Kept kept_;
};
using Kinds = testing::Types<InMemory, OnDisk>;
TYPED_TEST_SUITE(LivesContract, Kinds);

TYPED_TEST(LivesContract, a_number_that_nothing_happened_to_has_no_life) {
  EXPECT_FALSE(this->is_there(1));
  EXPECT_TRUE(this->lives().held_by(holder_number(1)).value().empty());
  EXPECT_FALSE(this->lives().find_change("open").value());
  EXPECT_TRUE(this->lives().due(Timestamp{INT64_MAX}, 10).value().empty());
}

TYPED_TEST(LivesContract, a_committed_change_reads_back_whole) {
  const LifeChange change = opened(1, 7);
  ASSERT_TRUE(commit_one(this->lives(), change));
  EXPECT_EQ(this->find(1), change.after);
  EXPECT_EQ(this->lives().find_change(change.event.key).value(), change);
  EXPECT_EQ(this->lives().held_by(holder_number(7)).value(), std::vector{change.after});
  EXPECT_EQ(all_changes(this->lives()), std::vector{change});
}

TYPED_TEST(LivesContract, a_life_that_moved_on_is_a_conflict_and_stays_as_it_is) {
  const LifeChange first = opened(1, 7);
  ASSERT_TRUE(commit_one(this->lives(), first));
  ASSERT_TRUE(commit_one(this->lives(), closed(first.after, "close")));
  const domain::Life stands = this->find(1);
  EXPECT_EQ(commit_one(this->lives(), closed(first.after, "again")).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(commit_one(this->lives(), refused(first.after, "no")).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(this->find(1), stands);
  EXPECT_FALSE(this->lives().find_change("again").value());
}

TYPED_TEST(LivesContract, a_key_told_twice_is_a_conflict_also_of_another_number) {
  ASSERT_TRUE(commit_one(this->lives(), opened(1, 7)));
  LifeChange other = opened(2, 8);
  other.event.key = opened(1, 7).event.key;
  EXPECT_EQ(commit_one(this->lives(), other).error().code, ErrorCode::conflict);
  EXPECT_FALSE(this->is_there(2));
}

TYPED_TEST(LivesContract, a_card_carries_one_line_until_its_holder_leaves) {
  const LifeChange first = opened(1, 7);
  ASSERT_TRUE(commit_one(this->lives(), first));
  LifeChange second = opened(2, 8);
  second.after.line.iccid = first.after.line.iccid;
  EXPECT_EQ(commit_one(this->lives(), second).error().code, ErrorCode::conflict);
  ASSERT_TRUE(commit_one(this->lives(), closed(first.after, "close")));
  EXPECT_TRUE(commit_one(this->lives(), second));
}

TYPED_TEST(LivesContract, the_line_above_the_cap_is_a_conflict_until_one_is_given_back) {
  const LifeChange first = opened(1, 7, 2);
  ASSERT_TRUE(commit_one(this->lives(), first));
  ASSERT_TRUE(commit_one(this->lives(), opened(2, 7, 2)));
  EXPECT_EQ(commit_one(this->lives(), opened(3, 7, 2)).error().code, ErrorCode::conflict);
  EXPECT_TRUE(commit_one(this->lives(), opened(4, 8, 2))) << "somebody else's";
  LifeChange thing = opened(5, 7, 2);
  thing.after.line_class = domain::LineClass::iot;
  EXPECT_TRUE(commit_one(this->lives(), thing)) << "of another class";
  ASSERT_TRUE(commit_one(this->lives(), closed(first.after, "close")));
  EXPECT_TRUE(commit_one(this->lives(), opened(3, 7, 2)));
  EXPECT_EQ(this->lives().held_by(holder_number(7)).value().size(), 3U);
}

TYPED_TEST(LivesContract, a_cap_that_was_lowered_counts_what_is_held) {
  for (int number = 1; number <= 4; ++number) {
    ASSERT_TRUE(commit_one(this->lives(), opened(number, 7, 5)));
  }
  ASSERT_TRUE(commit_one(this->lives(), closed(this->find(1), "close")));
  EXPECT_EQ(commit_one(this->lives(), opened(5, 7, 3)).error().code, ErrorCode::conflict);
}

TYPED_TEST(LivesContract, of_several_changes_all_are_there_or_none) {
  const LifeChange first = opened(1, 7);
  ASSERT_TRUE(commit_one(this->lives(), first));
  LifeChange clocked = opened(2, 8);
  clocked.after.clocks = {{"a-clock", Timestamp{5}}};
  const std::vector<LifeChange> changes = {closed(first.after, "close"), clocked, opened(1, 9)};
  EXPECT_EQ(this->lives().commit(changes).error().code, ErrorCode::conflict);
  EXPECT_EQ(this->find(1), first.after);
  EXPECT_FALSE(this->is_there(2));
  EXPECT_FALSE(this->lives().find_change("close").value());
  EXPECT_TRUE(this->lives().due(Timestamp{10}, 10).value().empty());
  EXPECT_EQ(all_changes(this->lives()).size(), 1U);
}

TYPED_TEST(LivesContract, several_changes_may_build_on_each_other) {
  const LifeChange first = opened(1, 7);
  const LifeChange second = closed(first.after, "close");
  const std::vector<LifeChange> changes = {first, second};
  ASSERT_TRUE(this->lives().commit(changes));
  EXPECT_EQ(this->find(1), second.after);
  EXPECT_TRUE(this->lives().held_by(holder_number(7)).value().empty());
}

TYPED_TEST(LivesContract, clocks_are_due_soonest_first_then_by_number_and_id) {
  LifeChange one = opened(1, 7);
  one.after.clocks = {{"b", Timestamp{100}}, {"a", Timestamp{200}}};
  LifeChange two = opened(2, 8);
  two.after.clocks = {{"a", Timestamp{100}}, {"late", Timestamp{900}}};
  const std::vector<LifeChange> changes = {two, one};
  ASSERT_TRUE(this->lives().commit(changes));
  const domain::Msisdn first = one.after.line.msisdn;
  const domain::Msisdn second = two.after.line.msisdn;
  const std::vector<registration::DueClock> expected = {
      {first, "b", Timestamp{100}}, {second, "a", Timestamp{100}}, {first, "a", Timestamp{200}}};
  EXPECT_EQ(this->lives().due(Timestamp{200}, 10).value(), expected);
  EXPECT_EQ(this->lives().due(Timestamp{200}, 1).value().size(), 1U);
  const registration::DueClock after{first, "b", Timestamp{100}};
  EXPECT_EQ(this->lives().due(Timestamp{200}, 10, after).value(),
            (std::vector<registration::DueClock>{{second, "a", Timestamp{100}},
                                                 {first, "a", Timestamp{200}}}));
  EXPECT_TRUE(this->lives().due(Timestamp{99}, 10).value().empty());
  ASSERT_TRUE(commit_one(this->lives(), closed(one.after, "close")));
  EXPECT_EQ(this->lives().due(Timestamp{200}, 10).value().size(), 1U);
}

TYPED_TEST(LivesContract, a_clock_stopped_and_started_again_for_the_same_moment_is_due_once) {
  constexpr std::int64_t kHourMs = 3'600'000;
  const std::vector<domain::RunningClock> clocks = {{"soon", Timestamp{kHourMs / 2}},
                                                    {"later", Timestamp{5 * kHourMs}}};
  LifeChange start = opened(1, 7);
  start.after.clocks = clocks;
  const LifeChange stop = next(start.after, "stop", [](auto& life) { life.clocks.clear(); });
  const LifeChange again = next(stop.after, "again", [&](auto& life) { life.clocks = clocks; });
  const std::vector<LifeChange> changes = {start, stop, again};
  ASSERT_TRUE(this->lives().commit(changes));
  const domain::Msisdn& number = start.after.line.msisdn;
  const std::vector<registration::DueClock> expected = {{number, "soon", clocks[0].due},
                                                        {number, "later", clocks[1].due}};
  EXPECT_EQ(this->lives().due(Timestamp{9 * kHourMs}, 10).value(), expected);
  const LifeChange rung =
      next(again.after, "rung", [](auto& life) { life.clocks.erase(life.clocks.begin()); });
  ASSERT_TRUE(commit_one(this->lives(), rung));
  EXPECT_TRUE(this->lives().due(Timestamp{4 * kHourMs}, 10).value().empty());
  EXPECT_EQ(this->lives().due(Timestamp{9 * kHourMs}, 10).value().size(), 1U);
}

TYPED_TEST(LivesContract, a_refusal_is_undone_with_the_changes_beside_it) {
  const std::vector<LifeChange> changes = {refused(nothing(2), "no"), opened(1, 7),
                                           closed(nothing(1), "stale")};
  EXPECT_EQ(this->lives().commit(changes).error().code, ErrorCode::conflict);
  EXPECT_FALSE(this->is_there(1));
  EXPECT_FALSE(this->is_there(2));
  EXPECT_TRUE(all_lives(this->lives()).empty());
  EXPECT_TRUE(commit_one(this->lives(), opened(1, 7)));
}

TYPED_TEST(LivesContract, a_refusal_is_remembered_and_changes_nothing) {
  const LifeChange refusal = refused(nothing(1), "no");
  ASSERT_TRUE(commit_one(this->lives(), refusal));
  EXPECT_FALSE(this->is_there(1));
  EXPECT_EQ(this->lives().find_change("no").value(), refusal);
  EXPECT_TRUE(commit_one(this->lives(), opened(1, 7)));
}

TYPED_TEST(LivesContract, one_number_is_replayed_alone_and_a_failure_stops_it) {
  const LifeChange first = opened(1, 7);
  const std::vector<LifeChange> changes = {first, opened(2, 8), closed(first.after, "close")};
  ASSERT_TRUE(this->lives().commit(changes));
  std::vector<std::string> keys;
  const auto each = [&](const LifeChange& change) {
    keys.push_back(change.event.key);
    return Status();
  };
  ASSERT_TRUE(this->lives().replay_of(first.after.line.msisdn, each));
  EXPECT_EQ(keys, (std::vector<std::string>{first.event.key, "close"}));
  const auto stop = [](const LifeChange&) { return Status(fail(ErrorCode::internal, "enough")); };
  EXPECT_EQ(this->lives().replay(stop).error().message, "enough");
}

// A change of some line, sound or stale, by dice alone.
LifeChange diced(std::mt19937& dice, registration::Lives& lives, int step) {
  const int number = static_cast<int>(dice() % 40);
  const auto found = lives.find(nothing(number).line.msisdn).value();
  domain::Life life = found ? *found : nothing(number);
  const std::string key = "event-" + std::to_string(dice() % 50 == 0 ? 1 : step);
  if (dice() % 20 == 0) return refused(life, key);
  if (dice() % 20 == 0) life.revision += 1;
  if (life.holder && dice() % 3 == 0) return closed(life, key);
  LifeChange change = next(life, key, [&](domain::Life& after) {
    after.state = "active";
    if (!life.holder || dice() % 5 == 0) after.holder = holder_number(static_cast<int>(dice() % 6));
    after.proof = "a-proof";
    after.line.iccid = domain::Iccid("8986001234567" + text_of(static_cast<int>(dice() % 60)));
    after.clocks = {{"clock", Timestamp{static_cast<std::int64_t>(dice() % 1000)}}};
  });
  if (change.after.holder != life.holder) change.line_cap = 4;
  return change;
}

TEST(Lives, memory_and_disk_answer_alike_over_random_changes_and_the_log_holds) {
  InMemory memory;
  OnDisk disk;
  std::mt19937 dice(4);
  std::map<std::string, domain::Life> replayed;
  int conflicts = 0;
  for (int step = 0; step < 1500; ++step) {
    const LifeChange change = diced(dice, memory.lives, step);
    const Status in_memory = commit_one(memory.lives, change);
    const Status on_disk = commit_one(disk.lives, change);
    ASSERT_EQ(in_memory.has_value(), on_disk.has_value()) << step;
    const Timestamp until{step % 1000};
    ASSERT_EQ(memory.lives.due(until, 7).value(), disk.lives.due(until, 7).value()) << step;
    if (in_memory) continue;
    ASSERT_EQ(in_memory.error().code, on_disk.error().code) << step;
    ++conflicts;
  }
  EXPECT_GT(conflicts, 100);
  EXPECT_EQ(all_lives(memory.lives), all_lives(disk.lives));
  EXPECT_EQ(memory.lives.due(Timestamp{2000}, 100).value(),
            disk.lives.due(Timestamp{2000}, 100).value());
  for (const LifeChange& change : all_changes(disk.lives)) {
    const std::string& number = change.after.line.msisdn.get();
    if (change.after.revision > 0) replayed[number] = change.after;
  }
  std::vector<domain::Life> from_empty;
  for (const auto& [number, life] : replayed) from_empty.push_back(life);
  EXPECT_EQ(from_empty, all_lives(disk.lives));
  EXPECT_EQ(all_changes(memory.lives), all_changes(disk.lives));
  const auto verified = verify_store(disk.folder.path());
  EXPECT_TRUE(verified) << verified.error().message;
}

}  // namespace
}  // namespace truename::storage
