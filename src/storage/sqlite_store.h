// SqliteStore: the embedded store of one truename, cases, lines and the audit log in one file.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "registration/ports.h"
#include "storage/data_folder.h"
#include "storage/database.h"
#include "storage/sqlite_devices.h"
#include "storage/sqlite_lives.h"
#include "storage/sqlite_registry.h"
#include "storage/sqlite_sanctions.h"
#include "storage/stored_log.h"
#include "storage/vault.h"
#include "storage/writer.h"

namespace truename::storage {

// All calls from any thread. One writer (writer.h), one reading connection beside it.
class SqliteStore final : public registration::Store, public registration::AuditLog {
 public:
  // Makes folder, keys and tables on first start. Borrows the clock. unavailable when another
  // truename has the folder open.
  static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& data_dir,
                                                   const Clock& clock);
  // Beside a running truename too; commit is refused, and nothing is made.
  static Result<std::unique_ptr<SqliteStore>> open_read_only(const std::filesystem::path& data_dir);

  Result<std::optional<domain::CommittedCase>> find_by_key(
      const domain::IdempotencyKey& key) override;
  Result<std::optional<domain::CommittedCase>> find_case(const domain::CaseId& id) override;
  Result<registration::StoredHistory> history_of(const domain::CaseRecord& record,
                                                 const registration::DayMarks& marks) override;
  using Store::commit;
  Result<domain::CommittedCase> commit(const domain::CaseRecord& record,
                                       std::span<const registration::LifeChange> changes,
                                       const registration::DayMarks& marks) override;
  domain::HolderId holder_id(const domain::HolderRecord& holder) const override;
  SqliteLives& lives() override { return *lives_; }
  SqliteRegistry& registry() { return *registry_; }
  SqliteSanctions& sanctions() { return *sanctions_; }
  SqliteDevices& devices() { return *devices_; }

  Result<audit::SignedCheckpoint> latest_checkpoint() override;
  Result<std::vector<Digest>> inclusion(std::uint64_t index, std::uint64_t size) override;
  Result<std::vector<Digest>> consistency(std::uint64_t from, std::uint64_t to) override;

  const PublicKey& public_key() const { return vault_.signing_key().public_key; }

 private:
  SqliteStore(std::optional<FolderLock> lock, Vault vault);
  Status start(const DataFolder& folder, const Clock& clock);
  Status start_reader(const DataFolder& folder);
  Result<std::optional<domain::CommittedCase>> find(std::string_view condition,
                                                    std::string_view value);
  Status check_size(std::uint64_t size);

  std::optional<FolderLock> lock_;
  Vault vault_;
  std::unique_ptr<Writer> writer_;  // absent when read only
  std::unique_ptr<SqliteLives> lives_;
  std::unique_ptr<SqliteRegistry> registry_;
  std::unique_ptr<SqliteSanctions> sanctions_;
  std::unique_ptr<SqliteDevices> devices_;
  std::mutex mutex_;  // guards what follows
  std::optional<Database> reader_;
  std::optional<StoredLog> log_;
};

}  // namespace truename::storage
