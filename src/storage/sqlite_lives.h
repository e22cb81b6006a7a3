// SqliteLives: the lives of all numbers in the data folder's database, in one log with the cases.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "registration/lives.h"
#include "registration/outbox.h"
#include "storage/database.h"
#include "storage/writer.h"

namespace truename::storage {

// All calls from any thread; what a replay calls may call everything here. Made by SqliteStore,
// whose writer it borrows; read only without one.
class SqliteLives final : public registration::Lives, public registration::Outbox {
 public:
  static Result<std::unique_ptr<SqliteLives>> open(const std::filesystem::path& database,
                                                   Writer* writer);

  Result<std::optional<domain::Life>> find(const domain::Msisdn& msisdn) override;
  Result<std::vector<domain::Life>> held_by(const domain::HolderId& holder) override;
  Result<std::optional<registration::LifeChange>> find_change(
      const std::string& event_key) override;
  Status commit(std::span<const registration::LifeChange> changes) override;
  using Lives::due;
  Result<std::vector<registration::DueClock>> due(
      Timestamp until, std::size_t limit,
      const std::optional<registration::DueClock>& after) override;
  Status replay(const std::function<Status(const registration::LifeChange&)>& each) override;
  Status replay_of(const domain::Msisdn& msisdn,
                   const std::function<Status(const registration::LifeChange&)>& each) override;
  Status each_life(const std::function<Status(const domain::Life&)>& each) override;

  Result<std::vector<registration::Order>> pending(std::size_t limit) override;
  Status carried_out(std::span<const registration::Order> orders) override;

 private:
  SqliteLives(std::filesystem::path path, Database reader, Writer* writer);
  Status write(const Work& work);

  const std::filesystem::path path_;
  Writer* const writer_;
  std::mutex mutex_;  // guards the reader
  Database reader_;
};

}  // namespace truename::storage
