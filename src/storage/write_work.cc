#include "storage/write_work.h"

#include "storage/activation_row.h"
#include "storage/device_sightings.h"
#include "storage/order_row.h"
#include "storage/sanctions.h"

namespace truename::storage {
namespace {

// Items of one transaction; more would keep every other caller waiting for over a second.
constexpr std::size_t kItemsLimit = 10'000;

Result<Written> write_sale(const Work& work, std::uint64_t leaf_index, const WriteTo& to) {
  WrittenCase sale = TRY(write_case(*work.record, *work.marks, work.changes, leaf_index, to));
  return Written{.sale = std::move(sale), .leaves = 1 + work.changes.size()};
}

}  // namespace

Result<Written> write_work(const Work& work, Timestamp now, std::uint64_t leaf_index,
                           const WriteTo& to) {
  if (work.changes.size() > kItemsLimit || work.carried_out.size() > kItemsLimit ||
      work.sightings.size() > kItemsLimit) {
    return fail(ErrorCode::too_large, "One commit takes at most 10000 changes; divide them.");
  }
  if (work.record != nullptr) return write_sale(work, leaf_index, to);
  Written written;
  if (work.activation != nullptr) {
    TRY_STATUS(write_activation(*work.activation, leaf_index, to));
    ++written.leaves;
  }
  if (work.sanctions != nullptr) {
    TRY_STATUS(write_sanctions(*work.sanctions, now, leaf_index + written.leaves, to));
    ++written.leaves;
  }
  if (work.sanctions_end != nullptr) {
    written.leaves +=
        TRY(drop_ended_sanctions(*work.sanctions_end, now, leaf_index + written.leaves, to));
  }
  if (!work.sightings.empty()) {
    TRY_STATUS(write_sightings(work.sightings, now, to.database, to.vault));
    written.unlogged = true;
  }
  for (const registration::LifeChange& change : work.changes) {
    TRY_STATUS(write_life(change, leaf_index + written.leaves, to));
    ++written.leaves;
  }
  for (const registration::Order& order : work.carried_out) {
    TRY_STATUS(write_order_done(order, now, leaf_index + written.leaves, to));
    ++written.leaves;
  }
  return written;
}

}  // namespace truename::storage
