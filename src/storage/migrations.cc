#include "storage/migrations.h"

#include "base/check.h"

namespace truename::storage {
namespace {

// "trnm": tells a truename database from any other, in the file's header.
constexpr std::int64_t kApplicationId = 0x74726e6d;

Result<std::int64_t> pragma(Database& database, std::string_view sql) {
  Rows rows = TRY(database.query(sql));
  TRY(rows.next());
  return rows.integer(0);
}

Status apply(Database& database, const Migration& migration) {
  const std::string stamp = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(migration.version) + ";";
  return database.run_script("BEGIN IMMEDIATE;\n" + migration.sql + stamp + "COMMIT;");
}

Result<std::string> shape_of(Database& database) {
  std::string shape;
  Rows rows = TRY(database.query(
      "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"));
  while (TRY(rows.next())) shape += rows.text(0) + " " + rows.text(1) + "\n" + rows.text(2) + "\n";
  return shape;
}

}  // namespace

Status migrate(Database& database) {
  const std::vector<Migration> migrations = all_migrations();
  const std::int64_t version = TRY(pragma(database, "PRAGMA user_version"));
  if (version > migrations.back().version) {
    return fail(ErrorCode::bad_input,
                "The database was written by a newer truename; install that version.");
  }
  for (const Migration& migration : migrations) {
    if (migration.version > version) TRY_STATUS(apply(database, migration));
  }
  return {};
}

Status check_shape(Database& database) {
  Database expected = TRY(Database::open_in_memory());
  TRY_STATUS(migrate(expected));
  const bool same_stamp =
      TRY(pragma(database, "PRAGMA application_id")) == kApplicationId &&
      TRY(pragma(database, "PRAGMA user_version")) == all_migrations().back().version;
  if (!same_stamp || TRY(shape_of(database)) != TRY(shape_of(expected))) {
    return fail(ErrorCode::corrupt,
                "The tables of the database are not those of this truename; open it once with "
                "`truename serve` to upgrade it, or restore from a backup.");
  }
  return {};
}

}  // namespace truename::storage
