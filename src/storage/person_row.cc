#include "storage/person_row.h"

namespace truename::storage {
namespace {

Parameter optional_digest(const std::optional<Digest>& digest) {
  return digest ? Parameter(ByteView(*digest)) : Parameter();
}

Status insert_person(const Person& person, const Parameter& holder, Database& database,
                     const Vault& vault) {
  return database.execute(
      "INSERT INTO persons (person_id, identity_digest, wrapped_key, holder) VALUES (?, ?, ?, ?)",
      {person.id, optional_digest(person.identity), vault.wrap(person), holder});
}

Result<std::optional<Person>> find_by_holder(const domain::HolderId& holder, Database& database,
                                             const Vault& vault) {
  Rows rows = TRY(
      database.query("SELECT person_id, identity_digest, wrapped_key FROM persons WHERE holder = ?",
                     {ByteView(holder.get())}));
  if (!TRY(rows.next())) return std::optional<Person>();
  Person person{.id = rows.bytes(0), .identity = std::nullopt, .key = {}};
  if (!rows.is_null(1)) person.identity = rows.digest(1);
  TRY_STATUS(vault.unwrap(rows.bytes(2), person));
  return std::optional<Person>(std::move(person));
}

// A key is bound to the identity of its row; a holder whose first case comes gets both.
Status give_identity(Person& person, const Digest& identity, Database& database,
                     const Vault& vault) {
  if (person.identity) return {};
  person.identity = identity;
  return database.execute(
      "UPDATE persons SET identity_digest = ?, wrapped_key = ? WHERE person_id = ?",
      {identity, vault.wrap(person), person.id});
}

}  // namespace

Result<Person> find_or_add_person(const std::optional<Digest>& identity, Database& database,
                                  const Vault& vault) {
  if (!identity) {
    Person nobody = new_person(std::nullopt);
    TRY_STATUS(insert_person(nobody, Parameter(), database, vault));
    return nobody;
  }
  const domain::HolderId holder = holder_of(*identity);
  if (auto known = TRY(find_by_holder(holder, database, vault))) {
    TRY_STATUS(give_identity(*known, *identity, database, vault));
    return *std::move(known);
  }
  Person person = new_person(identity);
  TRY_STATUS(insert_person(person, ByteView(holder.get()), database, vault));
  return person;
}

Result<Person> find_or_add_holder(const domain::HolderId& holder, Database& database,
                                  const Vault& vault) {
  if (auto known = TRY(find_by_holder(holder, database, vault))) return *std::move(known);
  Person person = new_person(std::nullopt);
  TRY_STATUS(insert_person(person, ByteView(holder.get()), database, vault));
  return person;
}

Result<Person> person_of_holder(const domain::HolderId& holder, Database& database,
                                const Vault& vault) {
  auto found = TRY(find_by_holder(holder, database, vault));
  if (found) return *std::move(found);
  return fail(ErrorCode::corrupt, "A holder's person is missing; restore from a backup.");
}

Digest life_salt(std::span<const Person> persons, std::string_view event_key, const Vault& vault) {
  const std::string place = "truename-life-salt" + std::string(event_key);
  if (persons.empty()) return keyed_digest(vault.store_key(), as_bytes(place));
  Digest salt = keyed_digest(persons.front().key, as_bytes(place));
  for (const Person& person : persons.subspan(1)) salt = keyed_digest(person.key, salt);
  return salt;
}

}  // namespace truename::storage
