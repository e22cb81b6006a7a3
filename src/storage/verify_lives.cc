#include "storage/verify_lives.h"

#include <optional>
#include <set>
#include <string>

#include "base/json.h"
#include "storage/case_row.h"
#include "storage/first_life.h"
#include "storage/life_row.h"
#include "storage/order_row.h"
#include "storage/person_row.h"
#include "storage/stored_log.h"

namespace truename::storage {
namespace {

using domain::Life;
using registration::LifeChange;
using registration::Order;

tl::unexpected<Error> changed(const std::string& what) {
  return fail(ErrorCode::corrupt, what + "; restore the data folder from a backup.");
}

// Numbers are personal: what is wrong is named by the place in the log.
std::string event_name(const LifeRow& row) {
  return "The life event of leaf " + std::to_string(row.leaf_index);
}

Result<std::int64_t> count(Database& database, std::string_view sql) {
  Rows rows = TRY(database.query(sql));
  TRY(rows.next());
  return rows.integer(0);
}

// What one number has come to so far.
struct Standing {
  std::string msisdn;
  std::string life;  // canonical; empty before the first event
  std::uint64_t revision = 0;
  std::optional<std::int64_t> slot;
};

class LivesCheck {
 public:
  LivesCheck(Database& database, const Vault& vault) : database_(database), vault_(vault) {}

  Result<std::uint64_t> run() {
    TRY_STATUS(check_events());
    TRY_STATUS(check_lives_without_events());
    TRY_STATUS(check_done());
    TRY_STATUS(check_counts());
    TRY_STATUS(check_persons());
    return leaves_;
  }

 private:
  Status check_events() {
    Rows rows = TRY(database_.query(kSelectLifeRow + "ORDER BY msisdn, leaf_index"));
    while (TRY(rows.next())) {
      const LifeRow row = read_life_row(rows);
      if (row.msisdn != standing_.msisdn) {
        TRY_STATUS(check_standing());
        standing_ = {.msisdn = row.msisdn};
      }
      TRY_STATUS(check_event(row));
      ++leaves_;
    }
    return check_standing();
  }

  Status check_event(const LifeRow& row) {
    const auto change = change_of(row);
    if (!change) return changed(event_name(row) + " cannot be read");
    LifeRow again = make_life_row(*change);
    again.leaf_index = row.leaf_index;
    again.slot = row.slot;
    if (again != row) return changed(event_name(row) + " contradicts itself");
    TRY_STATUS(check_leaf(row, *change));
    TRY_STATUS(check_step(row, *change));
    TRY_STATUS(check_proof(row, *change));
    return check_orders(orders_given(*change, row.leaf_index));
  }

  Status check_leaf(const LifeRow& row, const LifeChange& change) {
    std::vector<Person> persons;
    for (const domain::HolderId& holder : holders_of(change)) {
      auto person = person_of_holder(holder, database_, vault_);
      if (!person) return changed("The person's key of " + event_name(row) + " does not open");
      persons.push_back(*std::move(person));
      holders_.insert(holder);
    }
    const Digest salt = life_salt(persons, row.event_key, vault_);
    return check_leaf_text(row.leaf_index, leaf_of(row, change.event.at, salt));
  }

  Status check_leaf_text(std::uint64_t index, const audit::Leaf& leaf) {
    Rows rows = TRY(database_.query("SELECT leaf FROM leaves WHERE leaf_index = ?",
                                    {static_cast<std::int64_t>(index)}));
    if (TRY(rows.next()) && rows.text(0) == audit::leaf_text(leaf)) return {};
    return changed("What stands for leaf " + std::to_string(index) + " is not what it commits to");
  }

  // Each event begins where the one before it ended.
  Status check_step(const LifeRow& row, const LifeChange& change) {
    if (standing_.life.empty()) TRY_STATUS(begin(row, change));
    const bool moved = row.life_after.has_value();
    const bool counts = change.after.revision == change.before.revision + (moved ? 1 : 0);
    if (row.life_before != standing_.life || !counts) {
      return changed(event_name(row) + " does not follow the event before it");
    }
    if (!moved) return {};
    const bool slot_fits = row.slot.has_value() == change.after.holder.has_value();
    if (!slot_fits) return changed(event_name(row) + " has a place without a holder");
    standing_.life = *row.life_after;
    standing_.revision = change.after.revision;
    standing_.slot = row.slot;
    return {};
  }

  Status begin(const LifeRow& row, const LifeChange& change) {
    const Life& before = change.before;
    standing_.life = row.life_before;
    standing_.revision = before.revision;
    if (before.revision > 0) return begin_with_case(before);
    if (before == domain::unborn(before.line.msisdn, before.state)) return {};
    return changed(event_name(row) + " does not begin with nothing");
  }

  // A line from before lives: its approved case alone says what it is.
  Status begin_with_case(const Life& life) {
    const auto first = TRY(first_life_of(life.proof, database_));
    if (!first || first->life != life) {
      return changed("The line of the case " + life.proof + " is not what the case opened");
    }
    standing_.slot = first->slot;
    slots_.insert(life.proof);
    return check_orders(first->orders);
  }

  // Who holds a line by a case of this store holds it by one that was approved, and is its person.
  Status check_proof(const LifeRow& row, const LifeChange& change) {
    const bool new_holder = change.after.holder && change.after.holder != change.before.holder;
    if (!new_holder) return {};
    const auto proof = TRY(find_proof(change.after.proof, database_));
    if (!proof) return {};  // of another store, or of none: the pack says what a proof is
    if (!proof->approved || proof->holder != change.after.holder) {
      return changed(event_name(row) + " rests on a case that does not approve its holder");
    }
    if (proof->slot && proof->slot == row.slot) slots_.insert(change.after.proof);
    return {};
  }

  // Each waits or was carried out, never both.
  Status check_orders(const std::vector<Order>& orders) {
    for (const Order& order : orders) {
      const std::int64_t found =
          TRY(found_order(order, "outbox")) + TRY(found_order(order, "orders_done"));
      if (found != 1) {
        return changed("The orders of leaf " + std::to_string(order.leaf_index) +
                       " are not those of its event");
      }
      ++orders_;
    }
    return {};
  }

  Result<std::int64_t> found_order(const Order& order, const std::string& table) {
    Rows rows = TRY(database_.query(
        "SELECT count(*) FROM " + table +
            " WHERE order_leaf = ? AND position = ? AND msisdn = ? AND epoch = ? AND "
            "order_text = ?",
        {static_cast<std::int64_t>(order.leaf_index), std::int64_t{order.position},
         order.msisdn.get(), std::int64_t{order.epoch}, order.text}));
    TRY(rows.next());
    return rows.integer(0);
  }

  Status check_standing() {
    if (standing_.revision == 0) return {};
    const auto life = life_of(standing_.life);
    if (!life) return changed("A life cannot be read");
    return check_row(*life);
  }

  Status check_row(const Life& life) {
    Rows rows = TRY(database_.query(
        "SELECT count(*) FROM lives WHERE msisdn = ? AND iccid IS ? AND holder IS ? AND slot IS ? "
        "AND state = ? AND line_class = ? AND revision = ? AND life = ?",
        {life.line.msisdn.get(),
         life.line.iccid.get().empty() ? Parameter() : Parameter(life.line.iccid.get()),
         life.holder ? Parameter(ByteView(life.holder->get())) : Parameter(),
         standing_.slot ? Parameter(*standing_.slot) : Parameter(), life.state,
         domain::line_class_text(life.line_class), static_cast<std::int64_t>(life.revision),
         standing_.life}));
    if (!TRY(rows.next()) || rows.integer(0) != 1) {
      return changed("A number's life is not what its " + std::to_string(life.revision) +
                     " events give");
    }
    ++lives_;
    return check_clocks(life);
  }

  Status check_clocks(const Life& life) {
    for (const domain::RunningClock& clock : life.clocks) {
      Rows rows =
          TRY(database_.query("SELECT 1 FROM clocks WHERE due_ms = ? AND msisdn = ? AND clock = ?",
                              {clock.due.unix_ms, life.line.msisdn.get(), clock.id}));
      if (!TRY(rows.next())) return changed("The clock " + clock.id + " of a life does not run");
      ++clocks_;
    }
    return {};
  }

  Status check_lives_without_events() {
    Rows rows = TRY(database_.query(
        "SELECT msisdn, life FROM lives WHERE NOT EXISTS (SELECT 1 FROM life_events WHERE "
        "life_events.msisdn = lives.msisdn) ORDER BY msisdn"));
    while (TRY(rows.next())) {
      const auto life = life_of(rows.text(1));
      if (!life) return changed("A life cannot be read");
      standing_ = {.msisdn = rows.text(0), .life = rows.text(1), .revision = life->revision};
      TRY_STATUS(begin_with_case(*life));
      TRY_STATUS(check_row(*life));
    }
    return {};
  }

  Status check_done() {
    Rows rows = TRY(database_.query(kSelectDone + "ORDER BY leaf_index"));
    for (; TRY(rows.next()); ++leaves_) {
      const DoneOrder done = read_done(rows);
      const auto leaf = leaf_of(done, database_, vault_);
      if (!leaf) {
        return changed("The order of leaf " + std::to_string(done.leaf_index) +
                       " was given by nobody");
      }
      TRY_STATUS(check_leaf_text(done.leaf_index, *leaf));
    }
    return {};
  }

  // What was found for the events is all that there is.
  Status check_counts() {
    const std::pair<const char*, std::int64_t> expected[] = {
        {"SELECT count(*) FROM lives", lives_},
        {"SELECT count(*) FROM clocks", clocks_},
        {"SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM orders_done)", orders_},
        {"SELECT count(*) FROM cases WHERE slot IS NOT NULL",
         static_cast<std::int64_t>(slots_.size())}};
    for (const auto& [sql, number] : expected) {
      if (TRY(count(database_, sql)) == number) continue;
      return changed("Lives, clocks, orders and approved cases are not what the events give");
    }
    return {};
  }

  // Each is in a case or in an event, under the name that its identity gives.
  Status check_persons() {
    Rows rows = TRY(database_.query(
        "SELECT identity_digest, holder, EXISTS (SELECT 1 FROM cases WHERE cases.person_id = "
        "persons.person_id) FROM persons"));
    while (TRY(rows.next())) {
      bool known = rows.integer(2) == 1;
      const Bytes holder = rows.bytes(1);
      if (!rows.is_null(0)) {
        const domain::HolderId expected = holder_of(rows.digest(0));
        known = known || holders_.contains(expected);
        if (holder != Bytes(expected.get().begin(), expected.get().end())) known = false;
      } else if (!rows.is_null(1)) {
        const auto id = domain::parse_holder(to_hex(holder));
        known = id && holders_.contains(*id);
      }
      if (!known) return changed("The table persons has a person without a case or an event");
    }
    return {};
  }

  Database& database_;
  const Vault& vault_;
  Standing standing_;
  std::set<domain::HolderId> holders_;  // of events
  std::set<std::string> slots_;         // cases whose place an event or a first life took
  std::uint64_t leaves_ = 0;
  std::int64_t lives_ = 0;
  std::int64_t clocks_ = 0;
  std::int64_t orders_ = 0;
};

}  // namespace

Result<std::uint64_t> verify_lives(Database& database, const Vault& vault) {
  return LivesCheck(database, vault).run();
}

}  // namespace truename::storage
