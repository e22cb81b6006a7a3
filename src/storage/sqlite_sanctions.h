// SqliteSanctions: sanction lists in the data folder's database and log; no numbers, no names.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "registration/ports_sanctions.h"
#include "storage/database.h"
#include "storage/writer.h"

namespace truename::storage {

// All calls from any thread. Made by SqliteStore, whose writer it borrows; read only without one.
class SqliteSanctions final : public registration::SanctionLists {
 public:
  static Result<std::unique_ptr<SqliteSanctions>> open(const std::filesystem::path& database,
                                                       Writer* writer);

  Status replace(const domain::SanctionList& list) override;
  Result<std::vector<registration::SanctionListState>> all(const Date& today) override;
  Result<std::vector<registration::ListedHolder>> in_force(const Date& today) override;
  Status drop_ended(const Date& today) override;

 private:
  SqliteSanctions(Database reader, Writer* writer) : writer_(writer), reader_(std::move(reader)) {}
  Status write(const Work& work);

  Writer* const writer_;
  std::mutex mutex_;  // guards the reader
  Database reader_;
};

}  // namespace truename::storage
