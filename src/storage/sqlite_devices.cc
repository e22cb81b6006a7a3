#include "storage/sqlite_devices.h"

#include "storage/device_sightings.h"

namespace truename::storage {

Result<std::unique_ptr<SqliteDevices>> SqliteDevices::open(const std::filesystem::path& database,
                                                           Writer* writer) {
  Database reader = TRY(Database::open(database, Access::read_only));
  return std::unique_ptr<SqliteDevices>(new SqliteDevices(std::move(reader), writer));
}

Result<std::optional<domain::Msisdn>> SqliteDevices::number_of(const domain::Iccid& card) {
  const std::lock_guard lock(mutex_);
  Rows rows = TRY(reader_.query("SELECT msisdn FROM lives WHERE iccid = ?", {card.get()}));
  if (!TRY(rows.next())) return std::optional<domain::Msisdn>();
  return std::optional(domain::Msisdn(rows.text(0)));
}

Status SqliteDevices::see(std::span<const registration::DeviceSighting> sightings) {
  if (sightings.empty()) return {};
  if (writer_ == nullptr) {
    return fail(ErrorCode::unavailable, "The data folder is open for reading only; open it anew.");
  }
  TRY(writer_->commit({.sightings = sightings}));
  return {};
}

Result<std::vector<registration::BusyDevice>> SqliteDevices::busy(Timestamp since,
                                                                  std::size_t most) {
  const std::lock_guard lock(mutex_);
  return busy_devices(since, most, reader_);
}

}  // namespace truename::storage
