// Migrations: the database's shape, step by step and forward only; the SQL itself is in sql/.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "storage/database.h"

namespace truename::storage {

struct Migration {
  int version = 0;
  std::string name;
  std::string sql;
};
// In order, 1, 2, 3, ...; embedded by cmake/embed_sql.cmake.
std::vector<Migration> all_migrations();

// Brings the database to the newest shape, each step in its own transaction. bad_input when it
// was written by a newer program.
Status migrate(Database& database);
// corrupt unless the database has exactly the newest shape, word for word.
Status check_shape(Database& database);

}  // namespace truename::storage
