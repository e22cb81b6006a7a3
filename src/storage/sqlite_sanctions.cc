#include "storage/sqlite_sanctions.h"

#include <map>

#include "storage/sanctions.h"

namespace truename::storage {
namespace {

using registration::ListedHolder;
using registration::SanctionListState;

// The newest record of each list, by its id.
Result<std::map<std::string, domain::SanctionHead>> heads(Database& database) {
  std::map<std::string, domain::SanctionHead> out;
  Rows rows =
      TRY(database.query(kSelectSanction +
                         "WHERE leaf_index IN (SELECT max(leaf_index) FROM sanction_lists GROUP BY "
                         "list_id)"));
  while (TRY(rows.next())) {
    const SanctionRow row = read_sanction(rows);
    auto record = TRY(domain::parse_sanction(row.record));
    out.emplace(row.list, std::move(record.head));
  }
  return out;
}

// Of one holder's entries the one that ends last comes first.
constexpr std::string_view kInForce =
    "SELECT holder, list_id, until_day FROM sanction_entries WHERE from_day <= ?1 AND until_day > "
    "?1 AND holder IN (SELECT holder FROM lives WHERE holder IS NOT NULL) ORDER BY holder, "
    "until_day DESC, list_id";

}  // namespace

Result<std::unique_ptr<SqliteSanctions>> SqliteSanctions::open(
    const std::filesystem::path& database, Writer* writer) {
  Database reader = TRY(Database::open(database, Access::read_only));
  return std::unique_ptr<SqliteSanctions>(new SqliteSanctions(std::move(reader), writer));
}

Status SqliteSanctions::write(const Work& work) {
  if (writer_ == nullptr) {
    return fail(ErrorCode::unavailable, "The data folder is open for reading only; open it anew.");
  }
  TRY(writer_->commit(work));
  return {};
}

Status SqliteSanctions::replace(const domain::SanctionList& list) {
  return write({.sanctions = &list});
}

Result<std::vector<SanctionListState>> SqliteSanctions::all(const Date& today) {
  const std::lock_guard lock(mutex_);
  const std::string day = date_text(today);
  std::vector<SanctionListState> out;
  for (auto& [id, head] : TRY(heads(reader_))) {
    Rows rows = TRY(
        reader_.query("SELECT count(*), coalesce(sum(from_day <= ?2 AND until_day > ?2), 0) FROM "
                      "sanction_entries WHERE list_id = ?1",
                      {id, day}));
    TRY(rows.next());
    out.push_back({head, static_cast<std::size_t>(rows.integer(0)),
                   static_cast<std::size_t>(rows.integer(1))});
  }
  return out;
}

Result<std::vector<ListedHolder>> SqliteSanctions::in_force(const Date& today) {
  const std::lock_guard lock(mutex_);
  const auto known = TRY(heads(reader_));
  const std::string day = date_text(today);
  std::vector<ListedHolder> out;
  Rows rows = TRY(reader_.query(kInForce, {day}));
  while (TRY(rows.next())) {
    const auto holder = domain::parse_holder(to_hex(rows.bytes(0)));
    const auto list = known.find(rows.text(1));
    const auto until = parse_date(rows.text(2));
    if (!holder || list == known.end() || !until) {
      return fail(ErrorCode::corrupt, "An entry of a sanction list cannot be read.");
    }
    if (!out.empty() && out.back().holder == *holder) continue;
    out.push_back({*holder, list->second, *until});
  }
  return out;
}

Status SqliteSanctions::drop_ended(const Date& today) { return write({.sanctions_end = &today}); }

}  // namespace truename::storage
