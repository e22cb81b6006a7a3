// SqliteDevices: devices that the network saw, in the data folder's database; nothing of them is in
// the log.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "registration/ports_network.h"
#include "storage/database.h"
#include "storage/writer.h"

namespace truename::storage {

// All calls from any thread. Made by SqliteStore, whose writer it borrows; read only without one.
class SqliteDevices final : public registration::Devices {
 public:
  static Result<std::unique_ptr<SqliteDevices>> open(const std::filesystem::path& database,
                                                     Writer* writer);

  Result<std::optional<domain::Msisdn>> number_of(const domain::Iccid& card) override;
  Status see(std::span<const registration::DeviceSighting> sightings) override;
  Result<std::vector<registration::BusyDevice>> busy(Timestamp since, std::size_t most) override;

 private:
  SqliteDevices(Database reader, Writer* writer) : writer_(writer), reader_(std::move(reader)) {}

  Writer* const writer_;
  std::mutex mutex_;  // guards the reader
  Database reader_;
};

}  // namespace truename::storage
