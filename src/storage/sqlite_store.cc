#include "storage/sqlite_store.h"

#include "audit/merkle.h"
#include "storage/case_row.h"
#include "storage/day_counts.h"
#include "storage/migrations.h"
#include "storage/sanctions.h"

namespace truename::storage {
namespace {

using std::filesystem::path;

Status make_folder(const path& data_dir) {
  std::error_code failed;
  if (std::filesystem::create_directories(data_dir, failed)) {
    std::filesystem::permissions(data_dir, std::filesystem::perms::owner_all, failed);
  }
  if (!failed) return {};
  return fail(ErrorCode::unavailable,
              "Cannot make the data folder " + data_dir.string() + ": " + failed.message() + ".");
}

// Keys are made with the database and never for one that is there already.
Result<Vault> open_vault(const DataFolder& folder) {
  const bool first_start =
      !std::filesystem::exists(folder.database()) && !std::filesystem::exists(folder.keys());
  return first_start ? Vault::create(folder) : Vault::open(folder);
}

// The empty log is signed too: every database has a checkpoint, and the key it was made with.
Status sign_first(Database& database, StoredLog& log, Timestamp at) {
  Rows rows = TRY(database.query("SELECT 1 FROM checkpoints LIMIT 1"));
  if (TRY(rows.next())) return {};
  TRY(log.sign(at));
  return {};
}

Status check_key(StoredLog& log) {
  if (audit::checkpoint_holds(TRY(log.latest()))) return {};
  return fail(
      ErrorCode::corrupt,
      "truename.keys and truename.db do not belong together; restore both from one backup.");
}

Result<bool> in_use(Database& database, std::string_view sql, std::string_view value) {
  Rows rows = TRY(database.query(sql, {value}));
  return rows.next();
}

}  // namespace

SqliteStore::SqliteStore(std::optional<FolderLock> lock, Vault vault)
    : lock_(std::move(lock)), vault_(std::move(vault)) {}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const path& data_dir, const Clock& clock) {
  const DataFolder folder{data_dir};
  TRY_STATUS(make_folder(data_dir));
  FolderLock lock = TRY(FolderLock::take(folder));
  Vault vault = TRY(open_vault(folder));
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(lock), std::move(vault)));
  TRY_STATUS(store->start(folder, clock));
  return store;
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open_read_only(const path& data_dir) {
  const DataFolder folder{data_dir};
  if (!std::filesystem::exists(folder.database())) {
    return fail(ErrorCode::not_found,
                "There is no truename.db in " + data_dir.string() + "; name the data folder.");
  }
  Vault vault = TRY(Vault::open(folder));
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::nullopt, std::move(vault)));
  TRY_STATUS(store->start_reader(folder));
  return store;
}

Status SqliteStore::start(const DataFolder& folder, const Clock& clock) {
  Database database = TRY(Database::open(folder.database(), Access::read_write));
  TRY_STATUS(migrate(database));
  StoredLog log(database, vault_);
  TRY_STATUS(sign_first(database, log, clock.now()));
  TRY_STATUS(check_key(log));
  CheckpointLog checkpoints = TRY(CheckpointLog::open(folder));
  TRY_STATUS(checkpoints.catch_up(database, log));
  writer_ = std::make_unique<Writer>(std::move(database), vault_, clock, std::move(checkpoints));
  return start_reader(folder);
}

Status SqliteStore::start_reader(const DataFolder& folder) {
  reader_.emplace(TRY(Database::open(folder.database(), Access::read_only)));
  log_.emplace(*reader_, vault_);
  lives_ = TRY(SqliteLives::open(folder.database(), writer_.get()));
  registry_ = TRY(SqliteRegistry::open(folder.database(), writer_.get()));
  devices_ = TRY(SqliteDevices::open(folder.database(), writer_.get()));
  sanctions_ = TRY(SqliteSanctions::open(folder.database(), writer_.get()));
  return {};
}

Result<std::optional<domain::CommittedCase>> SqliteStore::find(std::string_view condition,
                                                               std::string_view value) {
  const std::lock_guard lock(mutex_);
  Rows rows = TRY(reader_->query(kSelectCaseRow + std::string(condition), {value}));
  if (!TRY(rows.next())) return std::nullopt;
  const CaseRow row = read_row(rows);
  const Person person = TRY(person_of(row, vault_));
  domain::CaseRecord record = TRY(case_of(row, person));
  std::string receipt = TRY(log_->receipt_for(row, person));
  return domain::CommittedCase{std::move(record), row.leaf_index, std::move(receipt)};
}

Result<std::optional<domain::CommittedCase>> SqliteStore::find_by_key(
    const domain::IdempotencyKey& key) {
  return find("WHERE idempotency_key = ?", key.get());
}

Result<std::optional<domain::CommittedCase>> SqliteStore::find_case(const domain::CaseId& id) {
  return find("WHERE case_id = ?", id.get());
}

Result<registration::StoredHistory> SqliteStore::history_of(const domain::CaseRecord& record,
                                                            const registration::DayMarks& marks) {
  const std::lock_guard lock(mutex_);
  registration::StoredHistory history;
  domain::HistoryEvidence& counted = history.counted;
  counted.msisdn_in_use =
      TRY(in_use(*reader_,
                 "SELECT 1 FROM lives WHERE msisdn = ?1 AND (holder IS NOT NULL OR EXISTS "
                 "(SELECT 1 FROM json_each(life, '$.clocks')))",
                 record.line.msisdn.get()));
  counted.iccid_in_use =
      TRY(in_use(*reader_, "SELECT 1 FROM lives WHERE iccid = ?", record.line.iccid.get()));
  if (const auto* holder = identity_of(record)) {
    Rows rows =
        TRY(reader_->query("SELECT count(*) FROM lives WHERE holder = ? AND line_class = ?",
                           {ByteView(vault_.holder_id(*holder).get()),
                            domain::line_class_text(record.evidence.application.line_class)}));
    TRY(rows.next());
    counted.active_lines = static_cast<int>(rows.integer(0));
    counted.sanction_grade =
        TRY(sanction_grade(*reader_, vault_.holder_id(*holder), record.evidence.today));
  }
  TRY_STATUS(DayCounts(*reader_, vault_, record.evidence.today).read(record, marks, history));
  return history;
}

Result<domain::CommittedCase> SqliteStore::commit(const domain::CaseRecord& record,
                                                  std::span<const registration::LifeChange> changes,
                                                  const registration::DayMarks& marks) {
  if (writer_ == nullptr) {
    return fail(ErrorCode::unavailable, "The data folder is open for reading only; open it anew.");
  }
  auto committed = TRY(writer_->commit({.record = &record, .marks = &marks, .changes = changes}));
  return *std::move(committed);
}

domain::HolderId SqliteStore::holder_id(const domain::HolderRecord& holder) const {
  return vault_.holder_id(holder);
}

Result<audit::SignedCheckpoint> SqliteStore::latest_checkpoint() {
  const std::lock_guard lock(mutex_);
  return log_->latest();
}

Status SqliteStore::check_size(std::uint64_t size) {
  const std::uint64_t newest = TRY(log_->latest()).checkpoint.size;
  if (size <= newest) return {};
  return fail(ErrorCode::bad_input,
              "The log has " + std::to_string(newest) + " leaves; ask for no larger size.");
}

Result<std::vector<Digest>> SqliteStore::inclusion(std::uint64_t index, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  TRY_STATUS(check_size(size));
  return audit::inclusion_path(index, size, log_->nodes());
}

Result<std::vector<Digest>> SqliteStore::consistency(std::uint64_t from, std::uint64_t to) {
  const std::lock_guard lock(mutex_);
  TRY_STATUS(check_size(to));
  return audit::consistency_path(from, to, log_->nodes());
}

}  // namespace truename::storage
