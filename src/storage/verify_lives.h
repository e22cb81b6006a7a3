// verify_lives: holds the lives of all numbers, their clocks and their orders to the events in the
// log; rebuilds them from nothing and changes none.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

// How many leaves the events and the carried out orders have. corrupt, in one sentence, at the
// first number whose events do not lead, one from the other, from nothing (or from the approved
// case of the time before lives) to exactly its row, its clocks and its orders.
Result<std::uint64_t> verify_lives(Database& database, const Vault& vault);

}  // namespace truename::storage
