#include "storage/verify_store.h"

#include "audit/verify.h"
#include "base/json.h"
#include "storage/activation_row.h"
#include "storage/case_row.h"
#include "storage/checkpoint_log.h"
#include "storage/data_folder.h"
#include "storage/database.h"
#include "storage/migrations.h"
#include "storage/stored_log.h"
#include "storage/vault.h"
#include "storage/verify_lives.h"
#include "storage/verify_sanctions.h"

namespace truename::storage {
namespace {

constexpr std::uint64_t kNoLimit = ~std::uint64_t{0};

tl::unexpected<Error> changed(const std::string& what) {
  return fail(ErrorCode::corrupt, what + "; restore the data folder from a backup.");
}

Status check_integrity(Database& database) {
  Rows rows = TRY(database.query("PRAGMA integrity_check(1)"));
  if (!TRY(rows.next()) || rows.text(0) != "ok") {
    return changed("The tables and indexes of truename.db do not agree");
  }
  Rows references = TRY(database.query("PRAGMA foreign_key_check"));
  if (TRY(references.next())) return changed("A row of truename.db refers to a row not there");
  return {};
}

Result<std::int64_t> count(Database& database, std::string_view sql) {
  Rows rows = TRY(database.query(sql));
  TRY(rows.next());
  return rows.integer(0);
}

Status check_node(Database& database, const audit::Node& node) {
  Rows rows =
      TRY(database.query("SELECT hash FROM nodes WHERE level = ? AND position = ?",
                         {std::int64_t{node.level}, static_cast<std::int64_t>(node.index)}));
  if (TRY(rows.next()) && rows.digest(0) == node.hash) return {};
  return changed("Node " + std::to_string(node.index) + " of level " + std::to_string(node.level) +
                 " is not what its leaves give");
}

// Checkpoints come by size; each is due when the replay has grown to it.
class DueCheckpoints {
 public:
  DueCheckpoints(Rows rows, const StoredLog& log, const PublicKey& key)
      : rows_(std::move(rows)), log_(log), key_(key) {}

  Status check(const audit::Replay& replay) {
    if (!started_) TRY_STATUS(step());
    started_ = true;
    if (!has_row_ || static_cast<std::uint64_t>(rows_.integer(0)) != replay.size()) return {};
    TRY_STATUS(audit::verify_checkpoint(log_.read_checkpoint(rows_), replay, key_));
    last_size_ = replay.size();
    return step();
  }
  // Each was due once, and the last of them covers all leaves.
  bool all_done(std::uint64_t size) const { return !has_row_ && last_size_ == size; }

 private:
  Status step() {
    has_row_ = TRY(rows_.next());
    return {};
  }

  Rows rows_;
  const StoredLog& log_;
  const PublicKey& key_;
  bool started_ = false;
  bool has_row_ = false;
  std::uint64_t last_size_ = kNoLimit;
};

Result<VerifyReport> check_tree(Database& database, const StoredLog& log, const Vault& vault) {
  const PublicKey& key = vault.signing_key().public_key;
  DueCheckpoints checkpoints(
      TRY(database.query("SELECT size, root, at_ms, signature FROM checkpoints ORDER BY size")),
      log, key);
  audit::Replay replay;
  std::int64_t node_count = 0;
  TRY_STATUS(checkpoints.check(replay));
  Rows rows = TRY(database.query("SELECT leaf_index, leaf FROM leaves ORDER BY leaf_index"));
  while (TRY(rows.next())) {
    if (static_cast<std::uint64_t>(rows.integer(0)) != replay.size()) {
      return changed("Leaf " + std::to_string(replay.size()) + " is missing");
    }
    for (const audit::Node& node : replay.add(rows.bytes(1))) {
      TRY_STATUS(check_node(database, node));
      ++node_count;
    }
    TRY_STATUS(checkpoints.check(replay));
  }
  if (!checkpoints.all_done(replay.size())) {
    return changed("The last leaves and the last checkpoint do not fit: one was cut off");
  }
  if (TRY(count(database, "SELECT count(*) FROM nodes")) != node_count) {
    return changed("The tree has nodes that no leaf gives");
  }
  return VerifyReport{.size = replay.size(), .root = replay.root(), .public_key = key};
}

// The identity digest follows from the case, so it is made anew; only who was approved has a place.
Status check_meaning(const CaseRow& row, const domain::CaseRecord& record, const Vault& vault) {
  const domain::HolderRecord* const holder = identity_of(record);
  std::optional<Digest> identity;
  if (holder != nullptr) identity = vault.identity_digest(*holder);
  const bool approved = record.decision.outcome == domain::Outcome::approved;
  const bool canonical = write_json(domain::evidence_value(record.evidence)) == row.evidence &&
                         write_json(domain::decision_value(record.decision)) == row.decision;
  if (identity == row.identity && (approved || !row.slot) && canonical) return {};
  return changed("Case " + row.id.get() + " contradicts itself");
}

Status check_case(const CaseRow& row, const std::string& leaf, const Vault& vault) {
  const auto person = person_of(row, vault);
  if (!person) return changed("The person's key of case " + row.id.get() + " does not open");
  const auto expected = leaf_of(row, *person);
  if (!expected || audit::leaf_text(*expected) != leaf) {
    return changed("Case " + row.id.get() + " is not what leaf " + std::to_string(row.leaf_index) +
                   " commits to");
  }
  const auto record = case_of(row, *person);
  if (!record) return changed("The sealed fields of case " + row.id.get() + " do not open");
  return check_meaning(row, *record, vault);
}

// How many leaves the cases have.
Result<std::uint64_t> check_cases(Database& database, const Vault& vault) {
  std::uint64_t cases = 0;
  Rows rows = TRY(database.query(kSelectCaseRow + "ORDER BY leaf_index"));
  for (; TRY(rows.next()); ++cases) {
    const CaseRow row = read_row(rows);
    Rows leaf = TRY(database.query("SELECT leaf FROM leaves WHERE leaf_index = ?",
                                   {static_cast<std::int64_t>(row.leaf_index)}));
    if (!TRY(leaf.next())) return changed("The leaf of case " + row.id.get() + " is missing");
    TRY_STATUS(check_case(row, leaf.text(0), vault));
  }
  return cases;
}

Result<std::uint64_t> check_activations(Database& database, const Vault& vault) {
  std::uint64_t activations = 0;
  Rows rows = TRY(database.query(kSelectActivation + "ORDER BY leaf_index"));
  for (; TRY(rows.next()); ++activations) {
    const ActivationRow row = read_activation(rows);
    Rows leaf = TRY(database.query("SELECT leaf FROM leaves WHERE leaf_index = ?",
                                   {static_cast<std::int64_t>(row.leaf_index)}));
    const auto record = domain::parse_activation(row.activation);
    const bool meant = record && record->pack_digest == row.pack_digest && record->at == row.at;
    if (!meant || !TRY(leaf.next()) || leaf.text(0) != audit::leaf_text(leaf_of(row, vault))) {
      return changed("An activation is not what leaf " + std::to_string(row.leaf_index) +
                     " commits to");
    }
  }
  return activations;
}

std::uint64_t file_bytes(const std::filesystem::path& path) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(path, failed);
  return failed ? 0 : bytes;
}

}  // namespace

Result<VerifyReport> verify_store(const std::filesystem::path& data_dir) {
  const DataFolder folder{data_dir};
  if (!std::filesystem::exists(folder.database())) {
    return fail(ErrorCode::not_found,
                "There is no truename.db in " + data_dir.string() + "; name the data folder.");
  }
  const Vault vault = TRY(Vault::open(folder));
  // The file is measured before the database is read: a running truename makes the database grow
  // first, so a file that is longer than the database at that moment means a rollback.
  CheckpointFile file{.bytes = file_bytes(folder.checkpoints()), .may_miss = 1};
  Database database = TRY(Database::open(folder.database(), Access::read_only));
  TRY_STATUS(database.check_pages());
  TRY_STATUS(database.execute("BEGIN"));
  TRY_STATUS(check_shape(database));
  TRY_STATUS(check_integrity(database));
  if (FolderLock::is_held(folder)) file.may_miss = kNoLimit;
  StoredLog log(database, vault);
  const VerifyReport report = TRY(check_tree(database, log, vault));
  TRY_STATUS(check_checkpoint_file(folder, file, database, log));
  // No leaf stands for two rows, so that as many rows as leaves are one for each.
  const std::uint64_t rows =
      TRY(check_cases(database, vault)) + TRY(check_activations(database, vault)) +
      TRY(verify_sanctions(database, vault)) + TRY(verify_lives(database, vault));
  if (rows != report.size) return changed("What stands for a leaf of the log is missing");
  return report;
}

}  // namespace truename::storage
