// Invented cases and throw-away data folders for the tests of storage; no part of the program.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "base/folder_for_test.h"
#include "storage/sqlite_store.h"
#include "storage/verify_store.h"

namespace truename::storage {

// What must never stand in clear in a file; read by the scan for it.
inline const std::string kTestName = "测试人甲乙丙";
inline const std::string kTestNumber = "99010219900307102";  // and one character
inline const std::string kTestAddress = "某省某市测试路一号";

class TestClock final : public Clock {
 public:
  Timestamp now() const override { return Timestamp{1'790'000'000'000 + 1000 * ++calls_}; }

 private:
  mutable std::atomic<int> calls_ = 0;
};

class TestFolder : public FolderForTest {
 public:
  DataFolder files() const { return {path()}; }
};

inline std::string text_of(int number) { return std::to_string(100'000 + number); }

// Approved; person and line are numbered.
inline domain::CaseRecord approved_case(int person, int line) {
  domain::CaseRecord record;
  const Key random = random_key();
  record.id = domain::CaseId("c" + to_hex(ByteView(random).first(16)));
  record.at = Timestamp{1'790'000'000'000 + line};
  record.idempotency_key = domain::IdempotencyKey("sale-" + text_of(line));
  record.request_digest = sha256(as_bytes(text_of(line)));
  record.line = {domain::Msisdn("86139" + text_of(line)),
                 domain::Iccid("8986001234567" + text_of(line))};
  record.holder =
      domain::HolderRecord{.document_type = domain::DocumentType::cn_resident_id,
                           .name = domain::PersonName(kTestName),
                           .number = domain::IdentityNumber(kTestNumber + text_of(person)),
                           .birth_date = Date{1990, 3, 7},
                           .address = domain::Address(kTestAddress)};
  record.evidence.document.type = domain::DocumentType::cn_resident_id;
  record.evidence.document.number = domain::Check::pass;
  record.evidence.document.holder_age_years = 36;
  record.evidence.face.stage = domain::FaceStage::examined;
  record.evidence.face.fmr_bound = 0.000125;
  record.evidence.today = Date{2026, 9, 21};
  record.decision = {.outcome = domain::Outcome::approved,
                     .reasons = {{.code = "face.match",
                                  .rule = "face_comparison",
                                  .citation = "an invented citation",
                                  .outcome = domain::Outcome::approved}}};
  record.policy_id = "cn-2019-12";
  record.policy_digest = sha256(as_bytes("pack"));
  record.model_set_digest = sha256(as_bytes("models"));
  record.line_cap = 5;
  return record;
}

inline domain::CaseRecord rejected_case(int person, int line) {
  domain::CaseRecord record = approved_case(person, line);
  record.decision.outcome = domain::Outcome::rejected;
  record.decision.reasons = {{.code = "document.number_check_failed",
                              .rule = "document_number",
                              .citation = "an invented citation",
                              .outcome = domain::Outcome::rejected,
                              .remedy = domain::Remedy::another_document}};
  return record;
}

inline domain::HolderId holder_number(int number) {
  const Digest digest = sha256(as_bytes("holder-" + text_of(number)));
  return holder_of(digest);
}

// What an approved case does to a free number, as a pack would have it.
inline registration::LifeChange opening_of(const domain::CaseRecord& record,
                                           const domain::HolderId& holder) {
  registration::LifeChange change;
  change.event.key = "open:" + record.id.get();
  change.event.at = record.at;
  change.event.by = domain::Actor{domain::PrincipalId("clerk-1"), domain::Role::clerk};
  change.event.holder = holder;
  change.event.proof = record.id.get();
  change.event.iccid = record.line.iccid;
  change.before = domain::unborn(record.line.msisdn, "free");
  change.after = change.before;
  change.after.line = record.line;
  change.after.state = "ordered";
  change.after.holder = holder;
  change.after.proof = record.id.get();
  change.after.held_since = record.at;
  change.after.state_since = record.at;
  change.after.changed_at = record.at;
  change.after.revision = 1;
  change.after.clocks = {{"activation-wait", Timestamp{record.at.unix_ms + 86'400'000}}};
  change.rule = "line-order";
  change.policy_id = record.policy_id;
  change.policy_digest = record.policy_digest;
  change.line_cap = record.line_cap;
  return change;
}

// Case and life in one commit, as register_line does it.
inline Result<domain::CommittedCase> sell(SqliteStore& store, const domain::CaseRecord& record) {
  if (record.decision.outcome != domain::Outcome::approved) return store.commit(record);
  const auto opening = opening_of(record, store.holder_id(*record.holder));
  return store.commit(record, std::span(&opening, 1), {});
}

inline std::unique_ptr<SqliteStore> open_store(const TestFolder& folder, const Clock& clock) {
  auto store = SqliteStore::open(folder.path(), clock);
  EXPECT_TRUE(store) << store.error().message;
  return store ? *std::move(store) : nullptr;
}

inline Bytes bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return Bytes(text.begin(), text.end());
}

inline void put_bytes(const std::filesystem::path& path, const Bytes& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

}  // namespace truename::storage
