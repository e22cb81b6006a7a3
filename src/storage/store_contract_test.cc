#include <set>
#include <thread>

#include "audit/merkle.h"
#include "audit/receipt.h"
#include "base/json.h"
#include "storage/cases_for_test.h"

namespace truename::storage {
namespace {

TEST(Store, a_committed_case_reads_back_whole_with_a_receipt_that_holds) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord record = approved_case(1, 1);
  const auto committed = sell(*store, record);
  ASSERT_TRUE(committed) << committed.error().message;
  const auto found = store->find_case(record.id).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->receipt, committed->receipt);
  EXPECT_EQ(found->leaf_index, 0U);
  EXPECT_EQ(found->record.holder->name, record.holder->name);
  EXPECT_EQ(found->record.holder->number, record.holder->number);
  EXPECT_EQ(found->record.holder->birth_date, record.holder->birth_date);
  EXPECT_EQ(found->record.holder->address, record.holder->address);
  EXPECT_EQ(found->record.evidence, record.evidence);
  EXPECT_EQ(found->record.decision, record.decision);
  EXPECT_EQ(found->record.request_digest, record.request_digest);
  EXPECT_EQ(found->record.line.msisdn, record.line.msisdn);
  EXPECT_EQ(found->record.at, record.at);
  const auto receipt = audit::parse_receipt(committed->receipt);
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_TRUE(audit::verify_receipt(*receipt, store->public_key()));
}

TEST(Store, what_was_never_committed_is_not_found) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  EXPECT_FALSE(store->find_case(domain::CaseId("c0")).value());
  EXPECT_FALSE(store->find_by_key(domain::IdempotencyKey("none")).value());
  EXPECT_EQ(store->latest_checkpoint().value().checkpoint.size, 0U);
}

TEST(Store, everything_is_there_after_a_restart_and_the_receipt_is_the_same) {
  const TestFolder folder;
  const TestClock clock;
  const domain::CaseRecord record = approved_case(1, 1);
  const std::string receipt = sell(*open_store(folder, clock), record).value().receipt;
  const auto store = open_store(folder, clock);
  ASSERT_TRUE(sell(*store, approved_case(2, 2)));
  EXPECT_EQ(store->find_by_key(record.idempotency_key).value()->receipt, receipt);
}

TEST(Store, a_key_used_again_is_a_conflict_and_the_first_case_is_found_by_it) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord first = rejected_case(1, 1);
  ASSERT_TRUE(sell(*store, first));
  domain::CaseRecord second = rejected_case(2, 2);
  second.idempotency_key = first.idempotency_key;
  EXPECT_EQ(store->commit(second).error().code, ErrorCode::conflict);
  EXPECT_EQ(store->find_by_key(first.idempotency_key).value()->record.id, first.id);
  EXPECT_FALSE(store->find_case(second.id).value());
}

TEST(Store, a_number_or_card_in_use_is_a_conflict_and_seen_in_history) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord first = approved_case(1, 1);
  ASSERT_TRUE(sell(*store, first));
  domain::CaseRecord same_msisdn = approved_case(2, 2);
  same_msisdn.line.msisdn = first.line.msisdn;
  EXPECT_EQ(sell(*store, same_msisdn).error().code, ErrorCode::conflict);
  domain::CaseRecord same_iccid = approved_case(3, 3);
  same_iccid.line.iccid = first.line.iccid;
  EXPECT_EQ(sell(*store, same_iccid).error().code, ErrorCode::conflict);
  same_msisdn.holder = first.holder;
  const auto history = store->history_of(same_msisdn, {})->counted;
  EXPECT_EQ(history.active_lines, 1);
  EXPECT_TRUE(history.msisdn_in_use);
  EXPECT_FALSE(history.iccid_in_use);
  same_iccid.holder.reset();
  EXPECT_TRUE(store->history_of(same_iccid, {})->counted.iccid_in_use);
}

TEST(Store, passports_of_two_states_with_one_number_are_two_identities) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  domain::CaseRecord first = approved_case(1, 1);
  first.holder->document_type = domain::DocumentType::passport_td3;
  first.holder->issuing_state = "UTO";
  ASSERT_TRUE(sell(*store, first));
  domain::CaseRecord next = approved_case(1, 2);
  next.holder = first.holder;
  EXPECT_EQ(store->history_of(next, {})->counted.active_lines, 1);
  EXPECT_EQ(store->find_case(first.id).value()->record.holder->issuing_state, "UTO");
  next.holder->issuing_state = "XOM";
  EXPECT_EQ(store->history_of(next, {})->counted.active_lines, 0);
}

TEST(Store, who_acted_for_the_holder_is_sealed_with_them_and_read_back_R9) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  domain::CaseRecord record = approved_case(1, 1);
  record.acting = record.holder;
  record.acting->name = domain::PersonName("代办人");
  ASSERT_TRUE(sell(*store, record));
  ASSERT_TRUE(sell(*store, approved_case(2, 2)));
  const auto kept = store->find_case(record.id).value()->record;
  ASSERT_TRUE(kept.acting);
  EXPECT_EQ(kept.acting->name.reveal(), "代办人");
  EXPECT_EQ(kept.holder->name.reveal(), kTestName);
  const Bytes file = bytes_of(folder.files().database());
  EXPECT_EQ(as_text(file).find("代办人"), std::string_view::npos);
  const auto verified = verify_store(folder.path());
  EXPECT_TRUE(verified) << verified.error().message;
}

TEST(Store, a_refused_case_takes_neither_slot_nor_number) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord refused = rejected_case(1, 1);
  ASSERT_TRUE(store->commit(refused));
  const auto history = store->history_of(refused, {})->counted;
  EXPECT_EQ(history.active_lines, 0);
  EXPECT_FALSE(history.msisdn_in_use || history.iccid_in_use);
  EXPECT_EQ(history.openings.identity_day, 0);
  domain::CaseRecord approved = approved_case(1, 1);
  approved.idempotency_key = domain::IdempotencyKey("another sale");
  EXPECT_TRUE(sell(*store, approved));
}

TEST(Store, a_case_without_a_readable_identity_is_kept_but_never_approved) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  domain::CaseRecord unread = rejected_case(1, 1);
  unread.holder.reset();
  const auto committed = store->commit(unread);
  ASSERT_TRUE(committed);
  EXPECT_TRUE(audit::verify_receipt(audit::parse_receipt(committed->receipt).value()));
  EXPECT_FALSE(store->find_case(unread.id).value()->record.holder);
  domain::CaseRecord misread = approved_case(2, 2);
  misread.evidence.document.number = domain::Check::fail;
  EXPECT_EQ(store->commit(misread).error().code, ErrorCode::bad_input);
}

TEST(Store, the_sixth_line_of_one_person_is_a_conflict) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  for (int line = 1; line <= 5; ++line) ASSERT_TRUE(sell(*store, approved_case(1, line)));
  EXPECT_EQ(sell(*store, approved_case(1, 6)).error().code, ErrorCode::conflict);
  EXPECT_TRUE(sell(*store, approved_case(2, 7)));
}

// R67: the cap holds under concurrent sales; 10,000 applications for one person.
TEST(Store, applications_racing_from_eight_threads_never_pass_the_cap) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  std::atomic<int> approved = 0;
  std::atomic<int> conflicts = 0;
  std::vector<std::thread> outlets;
  for (int outlet = 0; outlet < 8; ++outlet) {
    outlets.emplace_back([&, outlet] {
      for (int i = 0; i < 1250; ++i) {
        const auto committed = sell(*store, approved_case(1, outlet * 1250 + i));
        approved += committed ? 1 : 0;
        conflicts += !committed && committed.error().code == ErrorCode::conflict ? 1 : 0;
      }
    });
  }
  for (std::thread& outlet : outlets) outlet.join();
  EXPECT_EQ(approved, 5);
  EXPECT_EQ(conflicts, 9995);
  const auto report = verify_store(folder.path());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->size, 10U);  // five cases, five lines
}

TEST(Store, cases_from_eight_threads_get_an_index_each_and_receipts_that_hold) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  std::mutex mutex;
  std::set<std::uint64_t> indexes;
  std::vector<std::thread> outlets;
  for (int outlet = 0; outlet < 8; ++outlet) {
    outlets.emplace_back([&, outlet] {
      for (int i = 0; i < 25; ++i) {
        const auto committed = sell(*store, approved_case(outlet * 25 + i, outlet * 25 + i));
        ASSERT_TRUE(committed) << committed.error().message;
        EXPECT_TRUE(audit::verify_receipt(audit::parse_receipt(committed->receipt).value()));
        const std::lock_guard lock(mutex);
        indexes.insert(committed->leaf_index);
      }
    });
  }
  for (std::thread& outlet : outlets) outlet.join();
  EXPECT_EQ(indexes.size(), 200U);
  EXPECT_EQ(*indexes.rbegin(), 398U);  // each case is followed by its line
}

TEST(AuditLog, its_proofs_hold_between_any_two_checkpoints) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  std::vector<audit::TreeHead> heads;
  for (int i = 0; i < 9; ++i) {
    ASSERT_TRUE(store->commit(rejected_case(i, i)));
    const auto checkpoint = store->latest_checkpoint().value();
    EXPECT_TRUE(audit::checkpoint_holds(checkpoint));
    heads.push_back({checkpoint.checkpoint.size, checkpoint.checkpoint.root});
  }
  for (const audit::TreeHead& head : heads) {
    const auto path = store->consistency(head.size, 9).value();
    EXPECT_TRUE(audit::consistency_holds(head, heads.back(), path)) << head.size;
  }
  EXPECT_EQ(store->inclusion(8, 9).value().size(), 1U);
  EXPECT_EQ(store->inclusion(3, 10).error().code, ErrorCode::bad_input);
  EXPECT_EQ(store->inclusion(9, 9).error().code, ErrorCode::bad_input);
  EXPECT_EQ(store->consistency(3, 10).error().code, ErrorCode::bad_input);
  EXPECT_EQ(store->consistency(5, 4).error().code, ErrorCode::bad_input);
}

TEST(AuditLog, the_empty_log_has_a_signed_checkpoint) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const auto checkpoint = store->latest_checkpoint().value();
  EXPECT_TRUE(audit::checkpoint_holds(checkpoint));
  EXPECT_EQ(checkpoint.checkpoint.root, sha256({}));
  EXPECT_EQ(verify_store(folder.path()).value().size, 0U);
}

TEST(Store, a_read_only_opener_reads_beside_the_writer_and_commits_nothing) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord record = approved_case(1, 1);
  ASSERT_TRUE(sell(*store, record));
  const auto reader = SqliteStore::open_read_only(folder.path());
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_TRUE((*reader)->find_case(record.id).value());
  EXPECT_EQ(sell(**reader, approved_case(2, 2)).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace truename::storage
