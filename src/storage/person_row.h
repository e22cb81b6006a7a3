// Persons as they stand in the tables: found by identity or by holder, added when new; no cases.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/life.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace truename::storage {

// A person seen before keeps the key, also one whom so far only a life named; a case without an
// identity gets a key of its own.
Result<Person> find_or_add_person(const std::optional<Digest>& identity, Database& database,
                                  const Vault& vault);
Result<Person> find_or_add_holder(const domain::HolderId& holder, Database& database,
                                  const Vault& vault);
// corrupt when there is none.
Result<Person> person_of_holder(const domain::HolderId& holder, Database& database,
                                const Vault& vault);

// What makes a life event's commitment unguessable: it needs every one of these persons' keys, so
// that it dies with the first of them; the store's key when the event concerns nobody.
Digest life_salt(std::span<const Person> persons, std::string_view event_key, const Vault& vault);

}  // namespace truename::storage
