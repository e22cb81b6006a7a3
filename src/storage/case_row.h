// CaseRow: one case as it stands in the tables, and the record that its leaf commits to.
#pragma once

#include <optional>
#include <string>

#include "audit/leaf.h"
#include "domain/registration.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

struct CaseRow {
  std::uint64_t leaf_index = 0;
  domain::CaseId id;
  Timestamp at;
  domain::IdempotencyKey idempotency_key;
  Digest request_digest{};
  domain::Line line;
  Bytes person_id;
  std::optional<Digest> identity;
  Bytes wrapped_key;
  std::optional<Bytes> sealed_holder;
  std::string evidence;  // canonical JSON
  std::string decision;  // canonical JSON
  std::string policy_id;
  Digest policy_digest{};
  Digest model_set_digest{};
  int line_cap = 0;
  std::optional<int> slot;  // taken when approved
};

// Slot and leaf index are the caller's to fill in.
CaseRow make_row(const domain::CaseRecord& record, const Person& person);
Status insert_row(Database& database, const CaseRow& row);
// SELECT list and joins that read_row expects; append WHERE and ORDER BY.
extern const std::string kSelectCaseRow;
CaseRow read_row(const Rows& rows);

// Canonical JSON: no name, no identity number, no part of a face check that failed;
// docs/formats/receipt.md.
Result<std::string> record_text(const CaseRow& row, const Person& person);
Result<audit::Leaf> leaf_of(const CaseRow& row, const Person& person);

Result<Person> person_of(const CaseRow& row, const Vault& vault);
Result<domain::CaseRecord> case_of(const CaseRow& row, const Person& person);

}  // namespace truename::storage
