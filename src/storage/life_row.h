// LifeRow: one event on a number as it stands in the tables, and the record its leaf commits to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/leaf.h"
#include "registration/lives.h"
#include "storage/database.h"

namespace truename::storage {

struct LifeRow {
  std::uint64_t leaf_index = 0;
  std::string event_key;
  std::string msisdn;
  std::int64_t revision_before = 0;
  std::int64_t revision_after = 0;
  std::string event;                      // canonical JSON, as the next two
  std::string life_before;                //
  std::optional<std::string> life_after;  // absent when nothing changed
  std::string rule;
  std::optional<std::string> refusal;  // a decision of one reason, canonical JSON
  std::string policy_id;
  Digest policy_digest{};
  std::int64_t line_cap = 0;
  std::optional<std::int64_t> slot;  // of the life afterwards
  friend bool operator==(const LifeRow&, const LifeRow&) = default;
};

// Leaf index and slot are the caller's to fill in.
LifeRow make_life_row(const registration::LifeChange& change);
Status insert_life_row(Database& database, const LifeRow& row);
// SELECT list that read_life_row expects; append WHERE and ORDER BY.
extern const std::string kSelectLifeRow;
LifeRow read_life_row(const Rows& rows);
Result<registration::LifeChange> change_of(const LifeRow& row);
Result<domain::Life> life_of(std::string_view text);  // of a life's canonical JSON

// Whoever the event concerns, each once: who held the number, who holds it then, whom it names.
std::vector<domain::HolderId> holders_of(const registration::LifeChange& change);

// Canonical JSON over every column; docs/formats/leaf.md.
std::string life_record(const LifeRow& row);
audit::Leaf leaf_of(const LifeRow& row, Timestamp at, const Digest& salt);

}  // namespace truename::storage
