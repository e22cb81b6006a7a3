// verify_store: holds every byte of a data folder's past to the signed log; changes none of them.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/crypto.h"
#include "base/result.h"

namespace truename::storage {

struct VerifyReport {
  std::uint64_t size = 0;  // leaves
  Digest root{};
  PublicKey public_key{};
};

// Also beside a running truename. corrupt, in one sentence, at the first of these that fails:
//  1. every page of truename.db carries the tag of its bytes (database.cc), used or not;
//  2. the tables and indexes have this program's shape and agree with one another;
//  3. the tree rebuilt from the leaves has the stored nodes, and each checkpoint its root;
//  4. checkpoints.log is what the checkpoints say, and not longer (rollback) nor shorter;
//  5. each case, life event, carried out order, activation and sanction list, from its columns, is
//     what its leaf commits to, sealed fields open, and each leaf has one;
//  6. the events of each number lead from nothing to its life; lives, clocks, waiting orders and
//     persons are what cases and events imply, no more and no less.
// What is counted for a day (sql/0003_day_counts.sql) and device_sightings (sql/0004_outside.sql)
// are working data and held by 1 and 2 alone.
// Tags of pages tell chance and naive changes, since whoever can compute SHA-256 can renew them;
// 3 to 6 hold against that too. The end of a log nobody else has seen is beyond any check in the
// folder itself: receipts and witnesses of checkpoints hold it.
Result<VerifyReport> verify_store(const std::filesystem::path& data_dir);

}  // namespace truename::storage
