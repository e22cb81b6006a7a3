#include "storage/sqlite_registry.h"

#include <algorithm>

#include "storage/activation_row.h"

namespace truename::storage {

Result<std::unique_ptr<SqliteRegistry>> SqliteRegistry::open(const std::filesystem::path& database,
                                                             Writer* writer) {
  Database reader = TRY(Database::open(database, Access::read_only));
  return std::unique_ptr<SqliteRegistry>(new SqliteRegistry(std::move(reader), writer));
}

Status SqliteRegistry::activate(const domain::Activation& record) {
  if (writer_ == nullptr) {
    return fail(ErrorCode::unavailable, "The data folder is open for reading only; open it anew.");
  }
  TRY(writer_->commit({.activation = &record}));
  return {};
}

Result<domain::InForce> SqliteRegistry::active_on(const Date& date) {
  const std::lock_guard lock(mutex_);
  const auto all = TRY(all_activations(reader_));
  return domain::active_on(all, date);
}

Result<std::optional<domain::Activation>> SqliteRegistry::find(const Digest& pack_digest) {
  const std::lock_guard lock(mutex_);
  const auto all = TRY(all_activations(reader_));
  const auto found = std::ranges::find(all, pack_digest, &domain::Activation::pack_digest);
  if (found == all.end()) return std::optional<domain::Activation>();
  return std::optional(*found);
}

}  // namespace truename::storage
