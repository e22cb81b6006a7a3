// write_life: puts one change of one life, its leaf and its orders into the open transaction;
// commits nothing.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "registration/lives.h"
#include "storage/database.h"
#include "storage/stored_log.h"
#include "storage/vault.h"

namespace truename::storage {

struct WriteTo {
  Database& database;
  const Vault& vault;
  StoredLog& log;
};

// conflict as of registration::Lives::commit. Any error leaves parts behind; the caller rolls back.
Status write_life(const registration::LifeChange& change, std::uint64_t leaf_index,
                  const WriteTo& to);

// The place under the cap that the life's holder has afterwards: the one it had, or for a new
// holder one that is free. Absent without a holder; conflict when the cap is reached.
Result<std::optional<std::int64_t>> slot_after(const registration::LifeChange& change,
                                               Database& database);

}  // namespace truename::storage
