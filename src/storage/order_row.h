// Orders as they stand in the tables, waiting or done, and the leaf that says done; asks nobody.
#pragma once

#include <cstdint>
#include <vector>

#include "audit/leaf.h"
#include "base/result.h"
#include "registration/lives.h"
#include "registration/outbox.h"
#include "storage/database.h"
#include "storage/vault.h"
#include "storage/write_life.h"

namespace truename::storage {

// What this change orders; the leaf is its event's.
std::vector<registration::Order> orders_given(const registration::LifeChange& change,
                                              std::uint64_t leaf_index);
Status insert_orders(const registration::LifeChange& change, std::uint64_t leaf_index,
                     Database& database);
Result<std::vector<registration::Order>> pending_orders(Database& database, std::size_t limit);

// Takes the order out of those that wait and puts its leaf into the log. conflict when it does not
// wait.
Status write_order_done(const registration::Order& order, Timestamp at, std::uint64_t leaf_index,
                        const WriteTo& to);

struct DoneOrder {
  std::uint64_t leaf_index = 0;
  registration::Order order;
  Timestamp at;
};
// SELECT list that read_done expects; append WHERE and ORDER BY.
extern const std::string kSelectDone;
DoneOrder read_done(const Rows& rows);
// From the rows of the leaf that gave the order: its pack, and its salt, whose keys it dies with.
Result<audit::Leaf> leaf_of(const DoneOrder& done, Database& database, const Vault& vault);

}  // namespace truename::storage
