#include "storage/order_row.h"

#include "base/json.h"
#include "registration/orders.h"
#include "storage/case_row.h"
#include "storage/life_row.h"
#include "storage/person_row.h"

namespace truename::storage {
namespace {

using registration::Order;

constexpr int kRecordVersion = 1;

// What the leaf that gave an order rests on.
struct Giver {
  Digest policy_digest{};
  Digest salt{};
};

Result<Giver> giver_of_event(const LifeRow& row, Database& database, const Vault& vault) {
  const registration::LifeChange change = TRY(change_of(row));
  std::vector<Person> persons;
  for (const domain::HolderId& holder : holders_of(change)) {
    persons.push_back(TRY(person_of_holder(holder, database, vault)));
  }
  return Giver{row.policy_digest, life_salt(persons, row.event_key, vault)};
}

// Lines from before lives were ordered by their case.
Result<Giver> giver_of(std::uint64_t leaf_index, Database& database, const Vault& vault) {
  const auto index = static_cast<std::int64_t>(leaf_index);
  {
    Rows rows = TRY(database.query(kSelectLifeRow + "WHERE leaf_index = ?", {index}));
    if (TRY(rows.next())) return giver_of_event(read_life_row(rows), database, vault);
  }
  Rows rows = TRY(database.query(kSelectCaseRow + "WHERE leaf_index = ?", {index}));
  if (!TRY(rows.next())) {
    return fail(ErrorCode::corrupt, "What gave an order is missing; restore from a backup.");
  }
  const CaseRow row = read_row(rows);
  const Person person = TRY(person_of(row, vault));
  return Giver{row.policy_digest, leaf_salt(person, row.id)};
}

std::string done_record(const DoneOrder& done) {
  Value out;
  out.set("version", kRecordVersion)
      .set("order_leaf", static_cast<std::int64_t>(done.order.leaf_index))
      .set("position", done.order.position)
      .set("msisdn", done.order.msisdn.get())
      .set("epoch", std::int64_t{done.order.epoch})
      .set("order", done.order.text)
      .set("at", timestamp_text(done.at));
  return write_json(out);
}

Order read_order(const Rows& rows, int first) {
  return {.leaf_index = static_cast<std::uint64_t>(rows.integer(first)),
          .position = static_cast<int>(rows.integer(first + 1)),
          .msisdn = domain::Msisdn(rows.text(first + 2)),
          .epoch = static_cast<std::uint32_t>(rows.integer(first + 3)),
          .text = rows.text(first + 4)};
}

// Whether the order waited; then it does no longer.
Result<bool> take(const Order& order, Database& database) {
  const auto leaf = static_cast<std::int64_t>(order.leaf_index);
  Rows rows = TRY(database.query(
      "DELETE FROM outbox WHERE order_leaf = ? AND position = ? AND msisdn = ? AND epoch = ? AND "
      "order_text = ? RETURNING 1",
      {leaf, std::int64_t{order.position}, order.msisdn.get(), std::int64_t{order.epoch},
       order.text}));
  const bool waited = TRY(rows.next());
  if (waited) TRY(rows.next());  // a DELETE ends with its last row
  return waited;
}

}  // namespace

const std::string kSelectDone =
    "SELECT leaf_index, at_ms, order_leaf, position, msisdn, epoch, order_text FROM orders_done ";

std::vector<Order> orders_given(const registration::LifeChange& change, std::uint64_t leaf_index) {
  std::vector<Order> out;
  for (std::string& text : registration::orders_of(change)) {
    out.push_back({.leaf_index = leaf_index,
                   .position = static_cast<int>(out.size()),
                   .msisdn = change.after.line.msisdn,
                   .epoch = change.after.epoch,
                   .text = std::move(text)});
  }
  return out;
}

Status insert_orders(const registration::LifeChange& change, std::uint64_t leaf_index,
                     Database& database) {
  for (const Order& order : orders_given(change, leaf_index)) {
    TRY_STATUS(database.execute(
        "INSERT INTO outbox (order_leaf, position, msisdn, epoch, order_text) VALUES (?,?,?,?,?)",
        {static_cast<std::int64_t>(leaf_index), std::int64_t{order.position}, order.msisdn.get(),
         std::int64_t{order.epoch}, order.text}));
  }
  return {};
}

Result<std::vector<Order>> pending_orders(Database& database, std::size_t limit) {
  std::vector<Order> out;
  Rows rows = TRY(database.query(
      "SELECT order_leaf, position, msisdn, epoch, order_text FROM outbox ORDER BY order_leaf, "
      "position LIMIT ?",
      {static_cast<std::int64_t>(limit)}));
  while (TRY(rows.next())) out.push_back(read_order(rows, 0));
  return out;
}

DoneOrder read_done(const Rows& rows) {
  return {.leaf_index = static_cast<std::uint64_t>(rows.integer(0)),
          .order = read_order(rows, 2),
          .at = Timestamp{rows.integer(1)}};
}

Result<audit::Leaf> leaf_of(const DoneOrder& done, Database& database, const Vault& vault) {
  const Giver giver = TRY(giver_of(done.order.leaf_index, database, vault));
  const std::string place = "truename-order-salt" + std::to_string(done.order.position);
  const Digest salt = keyed_digest(giver.salt, as_bytes(place));
  return audit::Leaf{.kind = audit::LeafKind::order_done,
                     .at = done.at,
                     .policy_digest = giver.policy_digest,
                     .commitment = audit::commitment_of(salt, done_record(done))};
}

Status write_order_done(const Order& order, Timestamp at, std::uint64_t leaf_index,
                        const WriteTo& to) {
  if (!TRY(take(order, to.database))) {
    return fail(ErrorCode::conflict, "This order does not wait; it was carried out before.");
  }
  const DoneOrder done{.leaf_index = leaf_index, .order = order, .at = at};
  TRY_STATUS(to.database.execute(
      "INSERT INTO orders_done (leaf_index, at_ms, order_leaf, position, msisdn, epoch, "
      "order_text) VALUES (?,?,?,?,?,?,?)",
      {static_cast<std::int64_t>(leaf_index), at.unix_ms,
       static_cast<std::int64_t>(order.leaf_index), std::int64_t{order.position},
       order.msisdn.get(), std::int64_t{order.epoch}, order.text}));
  const audit::Leaf leaf = TRY(leaf_of(done, to.database, to.vault));
  return to.log.append(leaf_index, audit::leaf_text(leaf));
}

}  // namespace truename::storage
