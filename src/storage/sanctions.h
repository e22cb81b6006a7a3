// Sanction lists in the tables: written, dropped, asked; a list as it stands is a leaf of the log,
// and whom it concerns is here by keyed digest alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/leaf.h"
#include "base/result.h"
#include "domain/sanction.h"
#include "storage/database.h"
#include "storage/vault.h"
#include "storage/write_life.h"

namespace truename::storage {

// The highest grade in force on that day: 0 when lists are kept and the holder is on none, absent
// when no list was ever imported (R76).
Result<std::optional<int>> sanction_grade(Database& database, const domain::HolderId& holder,
                                          const Date& today);

// By holder and first day.
Result<std::vector<domain::SanctionEntry>> entries_of(const std::string& list, Database& database);

struct SanctionRow {
  std::uint64_t leaf_index = 0;
  std::string list;
  Timestamp at;
  std::string record;
};
// SELECT list that read_sanction expects; append WHERE and ORDER BY.
extern const std::string kSelectSanction;
SanctionRow read_sanction(const Rows& rows);
audit::Leaf leaf_of(const SanctionRow& row, const Digest& policy_digest, const Vault& vault);

// Into the open transaction, with its leaf. conflict when two entries of one holder begin on one
// day; then parts stay behind, and the caller rolls back.
Status write_sanctions(const domain::SanctionList& list, Timestamp now, std::uint64_t leaf_index,
                       const WriteTo& to);
// Into the open transaction; how many leaves it took.
Result<std::uint64_t> drop_ended_sanctions(const Date& today, Timestamp now,
                                           std::uint64_t leaf_index, const WriteTo& to);

}  // namespace truename::storage
