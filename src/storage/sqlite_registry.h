// SqliteRegistry: which pack was put in force by whom, in the data folder's database and log; keeps
// no pack's bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "registration/ports_people.h"
#include "storage/database.h"
#include "storage/writer.h"

namespace truename::storage {

// All calls from any thread. Made by SqliteStore, whose writer it borrows; read only without one.
class SqliteRegistry final : public registration::PackRegistry {
 public:
  static Result<std::unique_ptr<SqliteRegistry>> open(const std::filesystem::path& database,
                                                      Writer* writer);

  Status activate(const domain::Activation& record) override;
  Result<domain::InForce> active_on(const Date& date) override;
  Result<std::optional<domain::Activation>> find(const Digest& pack_digest) override;

 private:
  SqliteRegistry(Database reader, Writer* writer) : writer_(writer), reader_(std::move(reader)) {}

  Writer* const writer_;
  std::mutex mutex_;  // guards the reader
  Database reader_;
};

}  // namespace truename::storage
