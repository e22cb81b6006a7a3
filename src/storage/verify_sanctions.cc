#include "storage/verify_sanctions.h"

#include <map>
#include <string>

#include "storage/sanctions.h"

namespace truename::storage {
namespace {

tl::unexpected<Error> changed(const std::string& what) {
  return fail(ErrorCode::corrupt, what + "; restore the data folder from a backup.");
}

Status check_leaf(const SanctionRow& row, const domain::SanctionRecord& record, Database& database,
                  const Vault& vault) {
  Rows leaf = TRY(database.query("SELECT leaf FROM leaves WHERE leaf_index = ?",
                                 {static_cast<std::int64_t>(row.leaf_index)}));
  const auto expected = leaf_of(row, record.head.policy_digest, vault);
  if (TRY(leaf.next()) && leaf.text(0) == audit::leaf_text(expected)) return {};
  return changed("A sanction list is not what leaf " + std::to_string(row.leaf_index) +
                 " commits to");
}

// How many entries the lists have together.
Result<std::size_t> check_entries(const std::map<std::string, domain::SanctionRecord>& newest,
                                  Database& database) {
  std::size_t entries = 0;
  for (const auto& [list, record] : newest) {
    const auto stored = TRY(entries_of(list, database));
    if (stored.size() != record.entries ||
        domain::entries_digest(stored) != record.entries_digest) {
      return changed("The entries of the sanction list " + list + " are not those of its leaf");
    }
    entries += stored.size();
  }
  return entries;
}

}  // namespace

Result<std::uint64_t> verify_sanctions(Database& database, const Vault& vault) {
  std::uint64_t leaves = 0;
  std::map<std::string, domain::SanctionRecord> newest;
  Rows rows = TRY(database.query(kSelectSanction + "ORDER BY leaf_index"));
  for (; TRY(rows.next()); ++leaves) {
    const SanctionRow row = read_sanction(rows);
    auto record = domain::parse_sanction(row.record);
    if (!record || record->head.id != row.list || record->at != row.at) {
      return changed("The sanction list of leaf " + std::to_string(row.leaf_index) +
                     " contradicts itself");
    }
    TRY_STATUS(check_leaf(row, *record, database, vault));
    newest.insert_or_assign(row.list, *std::move(record));
  }
  const std::size_t entries = TRY(check_entries(newest, database));
  Rows all = TRY(database.query("SELECT count(*) FROM sanction_entries"));
  TRY(all.next());
  if (static_cast<std::size_t>(all.integer(0)) == entries) return leaves;
  return changed("The sanction entries have some of no list");
}

}  // namespace truename::storage
