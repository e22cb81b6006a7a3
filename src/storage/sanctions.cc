#include "storage/sanctions.h"

#include <algorithm>

namespace truename::storage {
namespace {

// Whose list stands with which entries from now on.
Status write_standing(const domain::SanctionHead& head, Timestamp now, std::uint64_t leaf_index,
                      const WriteTo& to) {
  const auto entries = TRY(entries_of(head.id, to.database));
  const domain::SanctionRecord record{.head = head,
                                      .entries = entries.size(),
                                      .entries_digest = domain::entries_digest(entries),
                                      .at = now};
  const SanctionRow row{.leaf_index = leaf_index,
                        .list = head.id,
                        .at = now,
                        .record = domain::sanction_text(record)};
  TRY_STATUS(to.database.execute(
      "INSERT INTO sanction_lists (leaf_index, list_id, at_ms, record) VALUES (?, ?, ?, ?)",
      {static_cast<std::int64_t>(leaf_index), row.list, row.at.unix_ms, row.record}));
  return to.log.append(leaf_index, audit::leaf_text(leaf_of(row, head.policy_digest, to.vault)));
}

Result<std::vector<std::string>> lists_with_ended(const std::string& today, Database& database) {
  std::vector<std::string> out;
  Rows rows = TRY(database.query(
      "SELECT DISTINCT list_id FROM sanction_entries WHERE until_day <= ? ORDER BY list_id",
      {today}));
  while (TRY(rows.next())) out.push_back(rows.text(0));
  return out;
}

Result<domain::SanctionHead> head_of(const std::string& list, Database& database) {
  Rows rows = TRY(database.query(
      kSelectSanction + "WHERE list_id = ? ORDER BY leaf_index DESC LIMIT 1", {list}));
  if (!TRY(rows.next())) {
    return fail(ErrorCode::corrupt, "A sanction list has entries and no leaf; run audit verify.");
  }
  return TRY(domain::parse_sanction(read_sanction(rows).record)).head;
}

}  // namespace

const std::string kSelectSanction =
    "SELECT leaf_index, list_id, at_ms, record FROM sanction_lists ";

SanctionRow read_sanction(const Rows& rows) {
  return {.leaf_index = static_cast<std::uint64_t>(rows.integer(0)),
          .list = rows.text(1),
          .at = Timestamp{rows.integer(2)},
          .record = rows.text(3)};
}

Result<std::optional<int>> sanction_grade(Database& database, const domain::HolderId& holder,
                                          const Date& today) {
  const std::string day = date_text(today);
  Rows rows = TRY(database.query(
      "SELECT EXISTS (SELECT 1 FROM sanction_lists), (SELECT coalesce(max(grade), 0) FROM "
      "sanction_entries WHERE holder = ?1 AND from_day <= ?2 AND until_day > ?2)",
      {ByteView(holder.get()), day}));
  TRY(rows.next());
  if (rows.integer(0) == 0) return std::optional<int>();
  return std::optional(static_cast<int>(rows.integer(1)));
}

Result<std::vector<domain::SanctionEntry>> entries_of(const std::string& list, Database& database) {
  std::vector<domain::SanctionEntry> out;
  Rows rows =
      TRY(database.query("SELECT holder, grade, from_day, until_day FROM sanction_entries WHERE "
                         "list_id = ? ORDER BY holder, from_day",
                         {list}));
  while (TRY(rows.next())) {
    const auto holder = domain::parse_holder(to_hex(rows.bytes(0)));
    const auto from = parse_date(rows.text(2));
    const auto until = parse_date(rows.text(3));
    if (!holder || !from || !until) {
      return fail(ErrorCode::corrupt, "An entry of a sanction list cannot be read.");
    }
    out.push_back({*holder, static_cast<int>(rows.integer(1)), *from, *until});
  }
  return out;
}

audit::Leaf leaf_of(const SanctionRow& row, const Digest& policy_digest, const Vault& vault) {
  const std::string place =
      "truename-sanction-salt" + row.list + ":" + std::to_string(row.leaf_index);
  const Digest salt = keyed_digest(vault.store_key(), as_bytes(place));
  return {.kind = audit::LeafKind::sanction_list,
          .at = row.at,
          .policy_digest = policy_digest,
          .commitment = audit::commitment_of(salt, row.record)};
}

Status write_sanctions(const domain::SanctionList& list, Timestamp now, std::uint64_t leaf_index,
                       const WriteTo& to) {
  TRY_STATUS(to.database.execute("DELETE FROM sanction_entries WHERE list_id = ?", {list.head.id}));
  for (const domain::SanctionEntry& entry : list.entries) {
    const std::string from = date_text(entry.from);
    const std::string until = date_text(entry.until);
    TRY_STATUS(to.database.execute(
        "INSERT INTO sanction_entries (list_id, holder, grade, from_day, until_day) VALUES (?, ?, "
        "?, ?, ?)",
        {list.head.id, ByteView(entry.holder.get()), std::int64_t{entry.grade}, from, until}));
  }
  return write_standing(list.head, now, leaf_index, to);
}

Result<std::uint64_t> drop_ended_sanctions(const Date& today, Timestamp now,
                                           std::uint64_t leaf_index, const WriteTo& to) {
  const std::string day = date_text(today);
  std::uint64_t leaves = 0;
  for (const std::string& list : TRY(lists_with_ended(day, to.database))) {
    const domain::SanctionHead head = TRY(head_of(list, to.database));
    TRY_STATUS(to.database.execute(
        "DELETE FROM sanction_entries WHERE list_id = ? AND until_day <= ?", {list, day}));
    TRY_STATUS(write_standing(head, now, leaf_index + leaves, to));
    ++leaves;
  }
  return leaves;
}

}  // namespace truename::storage
