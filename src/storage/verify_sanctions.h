// verify_sanctions: holds the entries of every sanction list to the leaves of the log; changes
// none.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

// How many leaves the lists have. corrupt when a record is not what its leaf commits to, when a
// list's entries are not those of its newest record, or when entries belong to no list.
Result<std::uint64_t> verify_sanctions(Database& database, const Vault& vault);

}  // namespace truename::storage
