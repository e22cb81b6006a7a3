#include "storage/sqlite_lives.h"

#include <utility>

#include "storage/life_row.h"
#include "storage/order_row.h"

namespace truename::storage {
namespace {

using domain::Life;
using registration::DueClock;
using registration::LifeChange;

constexpr std::int64_t kHeldLimit = 1000;  // as the port says

Status each_change(Rows rows, const std::function<Status(const LifeChange&)>& each) {
  while (TRY(rows.next())) {
    const LifeChange change = TRY(change_of(read_life_row(rows)));
    TRY_STATUS(each(change));
  }
  return {};
}

}  // namespace

SqliteLives::SqliteLives(std::filesystem::path path, Database reader, Writer* writer)
    : path_(std::move(path)), writer_(writer), reader_(std::move(reader)) {}

Result<std::unique_ptr<SqliteLives>> SqliteLives::open(const std::filesystem::path& database,
                                                       Writer* writer) {
  Database reader = TRY(Database::open(database, Access::read_only));
  return std::unique_ptr<SqliteLives>(new SqliteLives(database, std::move(reader), writer));
}

Result<std::optional<Life>> SqliteLives::find(const domain::Msisdn& msisdn) {
  const std::lock_guard lock(mutex_);
  Rows rows = TRY(reader_.query("SELECT life FROM lives WHERE msisdn = ?", {msisdn.get()}));
  if (!TRY(rows.next())) return std::optional<Life>();
  return std::optional(TRY(life_of(rows.text(0))));
}

Result<std::vector<Life>> SqliteLives::held_by(const domain::HolderId& holder) {
  const std::lock_guard lock(mutex_);
  std::vector<Life> out;
  Rows rows = TRY(reader_.query("SELECT life FROM lives WHERE holder = ? ORDER BY msisdn LIMIT ?",
                                {ByteView(holder.get()), kHeldLimit}));
  while (TRY(rows.next())) out.push_back(TRY(life_of(rows.text(0))));
  return out;
}

Result<std::optional<LifeChange>> SqliteLives::find_change(const std::string& event_key) {
  const std::lock_guard lock(mutex_);
  Rows rows = TRY(reader_.query(kSelectLifeRow + "WHERE event_key = ?", {event_key}));
  if (!TRY(rows.next())) return std::optional<LifeChange>();
  return std::optional(TRY(change_of(read_life_row(rows))));
}

Status SqliteLives::write(const Work& work) {
  if (writer_ == nullptr) {
    return fail(ErrorCode::unavailable, "The data folder is open for reading only; open it anew.");
  }
  TRY(writer_->commit(work));
  return {};
}

Status SqliteLives::commit(std::span<const LifeChange> changes) {
  for (const LifeChange& change : changes) TRY_STATUS(domain::check_event(change.event));
  return write({.changes = changes});
}

Result<std::vector<DueClock>> SqliteLives::due(Timestamp until, std::size_t limit,
                                               const std::optional<DueClock>& after) {
  const std::lock_guard lock(mutex_);
  std::vector<DueClock> out;
  Rows rows = TRY(reader_.query(
      "SELECT due_ms, msisdn, clock FROM clocks WHERE due_ms <= ? AND (due_ms, msisdn, clock) > "
      "(?, ?, ?) ORDER BY due_ms, msisdn, clock LIMIT ?",
      {until.unix_ms, after ? after->due.unix_ms : INT64_MIN, after ? after->msisdn.get() : "",
       after ? after->clock : "", static_cast<std::int64_t>(limit)}));
  while (TRY(rows.next())) {
    out.push_back({domain::Msisdn(rows.text(1)), rows.text(2), Timestamp{rows.integer(0)}});
  }
  return out;
}

// On a connection of their own, so that `each` may call what it likes while the rows are open.
Status SqliteLives::replay(const std::function<Status(const LifeChange&)>& each) {
  Database database = TRY(Database::open(path_, Access::read_only));
  return each_change(TRY(database.query(kSelectLifeRow + "ORDER BY leaf_index")), each);
}

Status SqliteLives::replay_of(const domain::Msisdn& msisdn,
                              const std::function<Status(const LifeChange&)>& each) {
  Database database = TRY(Database::open(path_, Access::read_only));
  return each_change(
      TRY(database.query(kSelectLifeRow + "WHERE msisdn = ? ORDER BY leaf_index", {msisdn.get()})),
      each);
}

Status SqliteLives::each_life(const std::function<Status(const Life&)>& each) {
  Database database = TRY(Database::open(path_, Access::read_only));
  Rows rows = TRY(database.query("SELECT life FROM lives ORDER BY msisdn"));
  while (TRY(rows.next())) {
    const Life life = TRY(life_of(rows.text(0)));
    TRY_STATUS(each(life));
  }
  return {};
}

Result<std::vector<registration::Order>> SqliteLives::pending(std::size_t limit) {
  const std::lock_guard lock(mutex_);
  return pending_orders(reader_, limit);
}

Status SqliteLives::carried_out(std::span<const registration::Order> orders) {
  return write({.carried_out = orders});
}

}  // namespace truename::storage
