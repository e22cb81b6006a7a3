#include "storage/sanctions.h"

#include "storage/lives_for_test.h"

namespace truename::storage {
namespace {

using domain::SanctionEntry;

domain::SanctionList list_of(const std::string& id, std::vector<SanctionEntry> entries) {
  domain::SanctionList list;
  list.head = {.id = id,
               .by = {domain::PrincipalId("fay"), domain::Role::fraud},
               .imported_at = Timestamp{1'790'000'000'000},
               .policy_digest = sha256(as_bytes("pack"))};
  list.entries = std::move(entries);
  return list;
}

class Sanctions : public testing::Test {
 protected:
  std::optional<int> grade(int holder, const Date& day) {
    Database database = Database::open(folder.files().database(), Access::read_only).value();
    return sanction_grade(database, holder_number(holder), day).value();
  }
  void expect_holds() {
    const auto report = verify_store(folder.path());
    EXPECT_TRUE(report) << report.error().message;
  }

  TestFolder folder;
  TestClock clock;
  std::unique_ptr<SqliteStore> store = open_store(folder, clock);
};

TEST_F(Sanctions, an_entry_holds_from_its_first_day_to_the_day_before_its_end_date_R76) {
  EXPECT_EQ(grade(1, {2026, 5, 1}), std::nullopt) << "no list was ever imported";
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 2, {2026, 1, 1}, {2028, 1, 1}}})));
  EXPECT_EQ(grade(1, {2025, 12, 31}), 0);
  EXPECT_EQ(grade(1, {2026, 1, 1}), 2);
  EXPECT_EQ(grade(1, {2027, 12, 31}), 2);
  EXPECT_EQ(grade(1, {2028, 1, 1}), 0);
  EXPECT_EQ(grade(2, {2026, 5, 1}), 0);
  expect_holds();
}

TEST_F(Sanctions, of_two_lists_the_graver_counts_and_a_list_is_replaced_whole) {
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 1, {2026, 1, 1}, {2028, 1, 1}}})));
  ASSERT_TRUE(store->sanctions().replace(
      list_of("b", {{holder_number(1), 3, {2026, 1, 1}, {2027, 1, 1}}})));
  EXPECT_EQ(grade(1, {2026, 5, 1}), 3);
  ASSERT_TRUE(store->sanctions().replace(
      list_of("b", {{holder_number(2), 1, {2026, 1, 1}, {2027, 1, 1}}})));
  EXPECT_EQ(grade(1, {2026, 5, 1}), 1);
  ASSERT_TRUE(store->sanctions().replace(list_of("a", {})));
  EXPECT_EQ(grade(1, {2026, 5, 1}), 0) << "a list without entries is a list";
  const auto all = store->sanctions().all({2026, 5, 1}).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].entries, 0U);
  EXPECT_EQ(all[1].head.id, "b");
  EXPECT_EQ(all[1].in_force, 1U);
  expect_holds();
}

TEST_F(Sanctions, two_entries_of_one_holder_on_one_day_leave_the_old_list_as_it_was) {
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 1, {2026, 1, 1}, {2028, 1, 1}}})));
  const SanctionEntry twice{holder_number(2), 1, {2026, 1, 1}, {2028, 1, 1}};
  EXPECT_EQ(store->sanctions().replace(list_of("a", {twice, twice})).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(grade(1, {2026, 5, 1}), 1);
  expect_holds();
}

TEST_F(Sanctions, ended_entries_are_deleted_and_what_is_left_is_a_leaf_again) {
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 1, {2024, 1, 1}, {2026, 1, 1}},
                    {holder_number(2), 1, {2026, 1, 1}, {2028, 1, 1}}})));
  const std::uint64_t before = store->latest_checkpoint()->checkpoint.size;
  ASSERT_TRUE(store->sanctions().drop_ended({2025, 12, 31}));
  EXPECT_EQ(store->latest_checkpoint()->checkpoint.size, before) << "nothing had ended";
  ASSERT_TRUE(store->sanctions().drop_ended({2026, 1, 1}));
  EXPECT_EQ(store->latest_checkpoint()->checkpoint.size, before + 1);
  const auto all = store->sanctions().all({2026, 5, 1}).value();
  EXPECT_EQ(all[0].entries, 1U);
  EXPECT_EQ(all[0].head.by.id.get(), "fay");
  expect_holds();
}

TEST_F(Sanctions, holders_with_a_line_here_are_told_by_the_entry_that_ends_last) {
  ASSERT_TRUE(commit_one(store->lives(), opened(1, 1)));
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 1, {2026, 1, 1}, {2028, 1, 1}},
                    {holder_number(9), 1, {2026, 1, 1}, {2028, 1, 1}}})));
  ASSERT_TRUE(store->sanctions().replace(
      list_of("b", {{holder_number(1), 1, {2026, 1, 1}, {2029, 1, 1}}})));
  const auto listed = store->sanctions().in_force({2026, 5, 1}).value();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].holder, holder_number(1));
  EXPECT_EQ(listed[0].until, (Date{2029, 1, 1}));
  EXPECT_EQ(listed[0].list.id, "b");
}

TEST_F(Sanctions, the_grade_of_the_day_is_part_of_what_a_sale_sees) {
  const domain::CaseRecord record = approved_case(1, 1);
  const domain::CaseRecord other = approved_case(2, 2);
  EXPECT_EQ(store->history_of(record, {})->counted.sanction_grade, std::nullopt);
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{store->holder_id(*record.holder), 2, {2026, 1, 1}, {2028, 1, 1}}})));
  EXPECT_EQ(store->history_of(record, {})->counted.sanction_grade, 2);
  EXPECT_EQ(store->history_of(other, {})->counted.sanction_grade, 0);
}

TEST_F(Sanctions, no_file_holds_a_listed_number) {
  const domain::CaseRecord record = approved_case(1, 1);
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{store->holder_id(*record.holder), 2, {2026, 1, 1}, {2028, 1, 1}}})));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    const Bytes bytes = bytes_of(entry.path());
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_EQ(text.find(kTestNumber), std::string_view::npos) << entry.path();
  }
}

TEST_F(Sanctions, a_change_of_any_column_or_row_is_told_even_when_well_formed) {
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 1, {2026, 1, 1}, {2028, 1, 1}}})));
  ASSERT_TRUE(store->sanctions().replace(
      list_of("a", {{holder_number(1), 2, {2026, 1, 1}, {2028, 1, 1}}})));
  store.reset();
  expect_holds();
  for (const char* const sql :
       {"UPDATE sanction_entries SET grade = 1",
        "UPDATE sanction_entries SET holder = zeroblob(16)",
        "UPDATE sanction_entries SET from_day = '2026-01-02'",
        "UPDATE sanction_entries SET until_day = '2027-01-01'",
        "UPDATE sanction_entries SET list_id = 'b'", "DELETE FROM sanction_entries",
        "INSERT INTO sanction_entries VALUES ('b', zeroblob(16), 1, '2026-01-01', '2027-01-01')",
        "UPDATE sanction_lists SET list_id = 'b'", "UPDATE sanction_lists SET at_ms = 1",
        "UPDATE sanction_lists SET record = replace(record, 'fay', 'may')",
        "DELETE FROM sanction_lists", "DELETE FROM sanction_lists WHERE leaf_index = 1",
        "UPDATE sanction_lists SET leaf_index = 7 WHERE leaf_index = 1"}) {
    const TestFolder copy;
    std::filesystem::copy(folder.path(), copy.path(), std::filesystem::copy_options::recursive);
    {
      Database database = Database::open(copy.files().database(), Access::read_write).value();
      ASSERT_TRUE(database.run_script(sql)) << sql;
    }
    EXPECT_FALSE(verify_store(copy.path())) << sql;
  }
}

}  // namespace
}  // namespace truename::storage
