#include "storage/write_case.h"

namespace truename::storage {
namespace {

Result<bool> exists(Database& database, std::string_view sql, std::string_view value) {
  Rows rows = TRY(database.query(sql, {value}));
  return rows.next();
}

Status check_free(const domain::CaseRecord& record, Database& database) {
  if (TRY(exists(database, "SELECT 1 FROM cases WHERE idempotency_key = ?",
                 record.idempotency_key.get()))) {
    return fail(ErrorCode::conflict, "This idempotency key was used before; use a new key.");
  }
  if (record.decision.outcome != domain::Outcome::approved) return {};
  if (TRY(exists(database, "SELECT 1 FROM lines WHERE msisdn = ?", record.line.msisdn.get()))) {
    return fail(ErrorCode::conflict, "This number is in use; choose another number.");
  }
  if (TRY(exists(database, "SELECT 1 FROM lines WHERE iccid = ?", record.line.iccid.get()))) {
    return fail(ErrorCode::conflict, "This SIM card is in use; take another card.");
  }
  return {};
}

// A person seen before keeps the key; a case without an identity gets a key of its own.
Result<Person> find_or_add_person(const std::optional<Digest>& identity, const WriteTo& to) {
  if (identity) {
    Rows rows = TRY(to.database.query(
        "SELECT person_id, wrapped_key FROM persons WHERE identity_digest = ?", {*identity}));
    if (TRY(rows.next())) {
      Person known{.id = rows.bytes(0), .identity = identity, .key = {}};
      TRY_STATUS(to.vault.unwrap(rows.bytes(1), known));
      return known;
    }
  }
  Person person = new_person(identity);
  TRY_STATUS(to.database.execute(
      "INSERT INTO persons (person_id, identity_digest, wrapped_key) VALUES (?, ?, ?)",
      {person.id, identity ? Parameter(ByteView(*identity)) : Parameter(), to.vault.wrap(person)}));
  return person;
}

Result<int> lowest_free_slot(const Digest& identity, int line_cap, Database& database) {
  int slot = 1;
  Rows rows = TRY(
      database.query("SELECT slot FROM slots WHERE identity_digest = ? ORDER BY slot", {identity}));
  while (TRY(rows.next()) && rows.integer(0) == slot) ++slot;
  if (slot > line_cap) {
    return fail(ErrorCode::conflict, "This person has as many lines as the rules allow.");
  }
  return slot;
}

Status write_effects(const CaseRow& row, Database& database) {
  const auto index = static_cast<std::int64_t>(row.leaf_index);
  TRY_STATUS(database.execute("INSERT INTO lines (leaf_index, msisdn, iccid) VALUES (?, ?, ?)",
                              {index, row.line.msisdn.get(), row.line.iccid.get()}));
  TRY_STATUS(
      database.execute("INSERT INTO slots (identity_digest, slot, leaf_index) VALUES (?, ?, ?)",
                       {*row.identity, std::int64_t{*row.slot}, index}));
  return database.execute("INSERT INTO outbox (leaf_index, kind) VALUES (?, 'activate_line')",
                          {index});
}

}  // namespace

Result<WrittenCase> write_case(const domain::CaseRecord& record, std::uint64_t leaf_index,
                               const WriteTo& to) {
  TRY_STATUS(check_free(record, to.database));
  const domain::HolderRecord* const holder = identity_of(record);
  const bool approved = record.decision.outcome == domain::Outcome::approved;
  if (approved && holder == nullptr) {
    return fail(ErrorCode::bad_input,
                "The pack approved a case without a checked identity number; mend the pack.");
  }
  std::optional<Digest> identity;
  if (holder != nullptr) identity = to.vault.identity_digest(*holder);
  Person person = TRY(find_or_add_person(identity, to));
  CaseRow row = make_row(record, person);
  row.leaf_index = leaf_index;
  if (approved) row.slot = TRY(lowest_free_slot(*identity, record.line_cap, to.database));
  TRY_STATUS(insert_row(to.database, row));
  if (approved) TRY_STATUS(write_effects(row, to.database));
  const audit::Leaf leaf = TRY(leaf_of(row, person));
  TRY_STATUS(to.log.append(leaf_index, audit::leaf_text(leaf)));
  return WrittenCase{.row = std::move(row), .person = std::move(person)};
}

}  // namespace truename::storage
