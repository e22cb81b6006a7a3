#include "storage/write_life.h"

#include <algorithm>

#include "base/check.h"
#include "registration/orders.h"
#include "storage/day_counts.h"
#include "storage/life_row.h"
#include "storage/order_row.h"
#include "storage/person_row.h"

namespace truename::storage {
namespace {

using domain::Life;
using domain::RunningClock;
using registration::LifeChange;

tl::unexpected<Error> conflict(const char* what) {
  return fail(ErrorCode::conflict, std::string(what) + "; read the line again and decide anew.");
}

Status check_key(const LifeRow& row, Database& database) {
  Rows rows = TRY(database.query("SELECT 1 FROM life_events WHERE event_key = ?", {row.event_key}));
  if (TRY(rows.next())) return conflict("This event was told before");
  return {};
}

// The life must stand as it was read, to the last byte.
Status check_before(const LifeChange& change, const LifeRow& row, Database& database) {
  Rows rows = TRY(database.query("SELECT life FROM lives WHERE msisdn = ?", {row.msisdn}));
  const bool stored = TRY(rows.next());
  const bool same =
      stored ? rows.text(0) == row.life_before
             : change.before == domain::unborn(change.before.line.msisdn, change.before.state);
  return same ? Status() : conflict("The line has changed meanwhile");
}

Status check_card(const LifeChange& change, Database& database) {
  const std::string& card = change.after.line.iccid.get();
  if (card.empty() || card == change.before.line.iccid.get()) return {};
  Rows rows = TRY(database.query("SELECT 1 FROM lives WHERE iccid = ?", {card}));
  if (TRY(rows.next())) return conflict("This card carries another line");
  return {};
}

Status write_clocks(const Life& before, const Life& after, Database& database) {
  const std::string& number = after.line.msisdn.get();
  const auto runs_in = [](const Life& life, const RunningClock& clock) {
    return std::find(life.clocks.begin(), life.clocks.end(), clock) != life.clocks.end();
  };
  for (const RunningClock& clock : before.clocks) {
    if (runs_in(after, clock)) continue;
    TRY_STATUS(database.execute("DELETE FROM clocks WHERE due_ms = ? AND msisdn = ? AND clock = ?",
                                {clock.due.unix_ms, number, clock.id}));
  }
  for (const RunningClock& clock : after.clocks) {
    if (runs_in(before, clock)) continue;
    TRY_STATUS(database.execute("INSERT INTO clocks (due_ms, msisdn, clock) VALUES (?, ?, ?)",
                                {clock.due.unix_ms, number, clock.id}));
  }
  return {};
}

Status write_moved(const LifeChange& change, const LifeRow& row, Database& database) {
  const Life& after = change.after;
  const std::string& card = after.line.iccid.get();
  TRY_STATUS(database.execute(
      "INSERT INTO lives (msisdn, iccid, holder, slot, state, line_class, revision, life) VALUES "
      "(?,?,?,?,?,?,?,?) ON CONFLICT (msisdn) DO UPDATE SET iccid = excluded.iccid, holder = "
      "excluded.holder, slot = excluded.slot, state = excluded.state, line_class = "
      "excluded.line_class, revision = excluded.revision, life = excluded.life",
      {row.msisdn, card.empty() ? Parameter() : Parameter(std::string_view(card)),
       after.holder ? Parameter(ByteView(after.holder->get())) : Parameter(),
       row.slot ? Parameter(*row.slot) : Parameter(), after.state,
       domain::line_class_text(after.line_class), row.revision_after, *row.life_after}));
  return write_clocks(change.before, after, database);
}

Result<std::int64_t> slot_kept(const std::string& msisdn, Database& database) {
  Rows rows = TRY(database.query("SELECT slot FROM lives WHERE msisdn = ?", {msisdn}));
  TRY(rows.next());
  return rows.integer(0);
}

struct Places {
  Bytes holder;
  std::string_view line_class;
  int cap = 0;  // 0: no limit
};

// Below the cap the next one up, found at the end of the index, since things may have a hundred
// thousand lines of one holder; at the cap the lowest that somebody gave back.
Result<std::int64_t> free_slot(const Places& places, Database& database) {
  {
    Rows rows = TRY(database.query(
        "SELECT coalesce(max(slot), 0) FROM lives WHERE holder = ? AND line_class = ?",
        {places.holder, places.line_class}));
    TRY(rows.next());
    if (places.cap == 0 || rows.integer(0) < places.cap) return rows.integer(0) + 1;
  }
  std::int64_t free = 1;
  std::int64_t held = 0;
  Rows rows =
      TRY(database.query("SELECT slot FROM lives WHERE holder = ? AND line_class = ? ORDER BY slot",
                         {places.holder, places.line_class}));
  for (; TRY(rows.next()); ++held) free += rows.integer(0) == free ? 1 : 0;
  if (held >= places.cap) return conflict("The cap of lines is reached");
  return free;
}

}  // namespace

Result<std::optional<std::int64_t>> slot_after(const LifeChange& change, Database& database) {
  const Life& after = change.after;
  if (!after.holder) return std::optional<std::int64_t>();
  const bool stays =
      after.holder == change.before.holder && after.line_class == change.before.line_class;
  if (stays) return std::optional(TRY(slot_kept(after.line.msisdn.get(), database)));
  const Bytes holder(after.holder->get().begin(), after.holder->get().end());
  return std::optional(TRY(
      free_slot({holder, domain::line_class_text(after.line_class), change.line_cap}, database)));
}

Status write_life(const LifeChange& change, std::uint64_t leaf_index, const WriteTo& to) {
  LifeRow row = make_life_row(change);
  row.leaf_index = leaf_index;
  const bool moved = row.revision_after != row.revision_before;
  CHECK(change.after.line.msisdn == change.before.line.msisdn);
  CHECK(moved == row.life_after.has_value() && row.revision_after <= row.revision_before + 1);
  TRY_STATUS(check_key(row, to.database));
  TRY_STATUS(check_before(change, row, to.database));
  if (moved) {
    TRY_STATUS(check_card(change, to.database));
    row.slot = TRY(slot_after(change, to.database));
    TRY_STATUS(write_moved(change, row, to.database));
  }
  TRY_STATUS(insert_life_row(to.database, row));
  std::vector<Person> persons;
  for (const domain::HolderId& holder : holders_of(change)) {
    persons.push_back(TRY(find_or_add_holder(holder, to.database, to.vault)));
  }
  const Digest salt = life_salt(persons, row.event_key, to.vault);
  TRY_STATUS(to.log.append(leaf_index, audit::leaf_text(leaf_of(row, change.event.at, salt))));
  TRY_STATUS(insert_orders(change, leaf_index, to.database));
  const bool gave_up = change.event.kind == domain::EventKind::close && change.before.holder &&
                       change.after.holder != change.before.holder;
  if (!gave_up) return {};
  return DayCounts(to.database, to.vault, date_of(change.event.at))
      .count_closure(*change.before.holder);
}

}  // namespace truename::storage
