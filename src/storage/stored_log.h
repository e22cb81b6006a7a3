// StoredLog: the audit log as it stands in the tables, leaves, nodes and checkpoints; no cases.
#pragma once

#include <cstdint>
#include <string>

#include "audit/checkpoint.h"
#include "audit/merkle.h"
#include "base/result.h"
#include "storage/case_row.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

// Borrows both; used on the thread of its Database.
class StoredLog {
 public:
  StoredLog(Database& database, const Vault& vault) : database_(database), vault_(vault) {}

  Result<std::uint64_t> size();
  audit::NodeReader nodes();

  // Within the caller's transaction: the leaf and the nodes it completes.
  Status append(std::uint64_t index, const std::string& leaf);
  // Within the caller's transaction: signs the tree as it stands.
  Result<audit::SignedCheckpoint> sign(Timestamp at);

  Result<audit::SignedCheckpoint> latest();
  // The first that has the leaf in it, so that a receipt asked for again is the same one.
  Result<audit::SignedCheckpoint> first_with(std::uint64_t leaf_index);
  // Text of the receipt for a committed case.
  Result<std::string> receipt_for(const CaseRow& row, const Person& person);

  // From rows of "SELECT size, root, at_ms, signature FROM checkpoints ...".
  audit::SignedCheckpoint read_checkpoint(const Rows& rows) const;

 private:
  Result<audit::SignedCheckpoint> only_checkpoint(Rows rows) const;

  Database& database_;
  const Vault& vault_;
};

}  // namespace truename::storage
