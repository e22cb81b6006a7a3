#include <algorithm>

#include "audit/receipt.h"
#include "base/json.h"
#include "storage/cases_for_test.h"

namespace truename::storage {
namespace {

std::string all_files(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const Bytes bytes = bytes_of(entry.path());
    all.append(bytes.begin(), bytes.end());
  }
  return all;
}

TEST(Privacy, no_file_holds_a_name_identity_number_address_or_birth_date_in_clear) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(sell(*store, approved_case(i, i)));
  for (int i = 30; i < 40; ++i) ASSERT_TRUE(store->commit(rejected_case(i, i)));
  const std::string all = all_files(folder.path());
  EXPECT_NE(all.find("86139" + text_of(3)), std::string::npos);  // the scan sees what is in clear
  for (const std::string& personal :
       {kTestName, kTestNumber, kTestAddress, std::string("1990-03-07"), std::string("990102")}) {
    EXPECT_EQ(all.find(personal), std::string::npos) << personal;
  }
}

// R114: what the log publishes says nothing of the person or the line.
TEST(Privacy, leaves_and_checkpoints_hold_no_line_person_or_identity_digest) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const domain::CaseRecord record = approved_case(1, 1);
  const auto receipt = audit::parse_receipt(sell(*store, record).value().receipt).value();
  const Value committed = parse_json(receipt.record).value();
  const std::string log =
      audit::leaf_text(receipt.leaf) + write_json(audit::checkpoint_value(receipt.checkpoint));
  for (const std::string& linkable :
       {record.line.msisdn.get(), record.line.iccid.get(), record.idempotency_key.get(),
        *committed.find("identity_digest")->as<std::string>(),
        *committed.find("holder_digest")->as<std::string>()}) {
    EXPECT_EQ(log.find(linkable), std::string::npos) << linkable;
    EXPECT_FALSE(linkable.empty());
  }
}

TEST(Privacy, a_receipt_holds_neither_name_nor_identity_number) {
  const TestFolder folder;
  const TestClock clock;
  const std::string text = sell(*open_store(folder, clock), approved_case(1, 1)).value().receipt;
  for (const std::string& personal : {kTestName, kTestNumber, kTestAddress}) {
    EXPECT_EQ(text.find(personal), std::string::npos) << personal;
  }
}

domain::CaseRecord referred_case(int line, const char* code, const char* rule) {
  domain::CaseRecord record = approved_case(line, line);
  record.decision.outcome = domain::Outcome::referred;
  record.decision.reasons = {{.code = code,
                              .rule = rule,
                              .citation = "an invented citation",
                              .outcome = domain::Outcome::referred,
                              .remedy = domain::Remedy::attended}};
  return record;
}

// R40: the record that is committed to says the same whichever part of a face check failed, and
// what its holder can compute, having the salt and knowing the pack, tells nothing either.
TEST(Privacy, a_receipt_holds_and_does_not_tell_which_part_of_a_face_check_failed) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  int line = 0;
  for (const auto& [code, rule] :
       {std::pair("face.no_match", "face-match"), std::pair("face.attack_suspected", "face-pad"),
        std::pair("capture.attack_suspected", "capture-challenge")}) {
    const domain::CaseRecord record = referred_case(++line, code, rule);
    const std::string text = store->commit(record).value().receipt;
    const auto receipt = audit::parse_receipt(text).value();
    ASSERT_TRUE(audit::verify_receipt(receipt, store->public_key()));
    const Value told = parse_json(receipt.record).value();
    EXPECT_EQ(write_json(*told.find("reasons")), R"(["face.not_confirmed"])");
    for (const std::string& tried : {write_json(domain::decision_value(record.decision)),
                                     write_json(domain::evidence_value(record.evidence))}) {
      for (const Digest& guess :
           {sha256(as_bytes(tried)), audit::commitment_of(receipt.salt, tried)}) {
        EXPECT_EQ(text.find(to_base64(guess)), std::string::npos) << tried;
      }
    }
    EXPECT_EQ(text.find(code), std::string::npos);
    EXPECT_EQ(store->find_case(record.id).value()->record.decision, record.decision);
  }
}

TEST(Privacy, decision_and_evidence_are_committed_to_under_salts_that_no_receipt_has) {
  const Person person = new_person(std::nullopt);
  const domain::CaseId id("c1");
  EXPECT_NE(part_salt(person, id, "decision"), leaf_salt(person, id));
  EXPECT_NE(part_salt(person, id, "decision"), part_salt(person, id, "evidence"));
  EXPECT_NE(part_salt(person, id, "decision"), part_salt(person, domain::CaseId("c2"), "decision"));
  EXPECT_NE(part_salt(person, id, "decision"), part_salt(new_person(std::nullopt), id, "decision"));
}

// Two leaves of one person, and one person's leaf without the key, have nothing in common.
TEST(Privacy, equal_records_of_one_person_give_different_salts_and_commitments) {
  const TestFolder folder;
  const TestClock clock;
  const auto store = open_store(folder, clock);
  const auto first = audit::parse_receipt(store->commit(rejected_case(1, 1)).value().receipt);
  const auto second = audit::parse_receipt(store->commit(rejected_case(1, 2)).value().receipt);
  EXPECT_NE(first->salt, second->salt);
  EXPECT_NE(first->leaf.commitment, second->leaf.commitment);
}

// The table of a store has no column that an image, a probe or a template could be in (R36): the
// only bytes of open length are sealed, and those are a few hundred.
TEST(Privacy, no_image_or_template_is_stored) {
  const TestFolder folder;
  const TestClock clock;
  open_store(folder, clock).reset();
  const auto empty_bytes = std::filesystem::file_size(folder.files().database());  // its tables
  {
    const auto store = open_store(folder, clock);
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(sell(*store, approved_case(i, i)));
  }
  EXPECT_LT(std::filesystem::file_size(folder.files().database()), empty_bytes + 100U * 6000U);
  Database database = Database::open(folder.files().database(), Access::read_only).value();
  Rows rows = database
                  .query(
                      "SELECT max(length(sealed_holder)), max(length(evidence)), "
                      "max(length(decision)) FROM cases")
                  .value();
  ASSERT_TRUE(rows.next().value());
  EXPECT_LT(rows.integer(0), 512);
  EXPECT_LT(rows.integer(1), 1024);
  EXPECT_LT(rows.integer(2), 1024);
}

// docs/formats/receipt.md promises a QR code: 2,953 bytes in version 40-L.
TEST(Privacy, a_receipt_of_a_log_of_a_million_leaves_fits_into_one_qr_code) {
  const TestFolder folder;
  const TestClock clock;
  domain::CaseRecord record = approved_case(1, 1);
  record.decision.reasons.assign(8, record.decision.reasons[0]);
  auto receipt = audit::parse_receipt(sell(*open_store(folder, clock), record).value().receipt);
  receipt->path.assign(20, Digest{});
  receipt->leaf_index = 999'999;
  receipt->checkpoint.checkpoint.size = 1'000'000;
  const std::size_t bytes = audit::receipt_text(*receipt).size();
  RecordProperty("bytes", static_cast<int>(bytes));
  EXPECT_LE(bytes, 2900U);
}

}  // namespace
}  // namespace truename::storage
