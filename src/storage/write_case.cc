#include "storage/write_case.h"

#include "storage/day_counts.h"
#include "storage/person_row.h"

namespace truename::storage {
namespace {

using registration::LifeChange;

Status check_key(const domain::CaseRecord& record, Database& database) {
  Rows rows = TRY(database.query("SELECT 1 FROM cases WHERE idempotency_key = ?",
                                 {record.idempotency_key.get()}));
  if (!TRY(rows.next())) return {};
  return fail(ErrorCode::conflict, "This idempotency key was used before; use a new key.");
}

bool makes_holder(const LifeChange& change, const domain::CaseId& id) {
  const bool new_holder = change.after.holder && change.after.holder != change.before.holder;
  return !change.refusal && new_holder && change.after.proof == id.get();
}

// Who becomes a holder by this case is whom it approved, and nobody else (R1).
Status check_proof(const domain::CaseRecord& record, const std::optional<Digest>& identity,
                   std::span<const LifeChange> changes) {
  const bool approved = record.decision.outcome == domain::Outcome::approved;
  if (approved && !identity) {
    return fail(ErrorCode::bad_input,
                "The pack approved a case without a checked identity number; mend the pack.");
  }
  for (const LifeChange& change : changes) {
    if (!makes_holder(change, record.id)) continue;
    if (!approved || *change.after.holder != holder_of(*identity)) {
      return fail(ErrorCode::bad_input,
                  "A line was to be opened for somebody whom the case did not approve.");
    }
  }
  return {};
}

}  // namespace

Result<WrittenCase> write_case(const domain::CaseRecord& record,
                               const registration::DayMarks& marks,
                               std::span<const LifeChange> changes, std::uint64_t leaf_index,
                               const WriteTo& to) {
  TRY_STATUS(check_key(record, to.database));
  const domain::HolderRecord* const holder = identity_of(record);
  std::optional<Digest> identity;
  if (holder != nullptr) identity = to.vault.identity_digest(*holder);
  TRY_STATUS(check_proof(record, identity, changes));
  Person person = TRY(find_or_add_person(identity, to.database, to.vault));
  CaseRow row = make_row(record, person);
  row.leaf_index = leaf_index;
  for (const LifeChange& change : changes) {
    if (!makes_holder(change, record.id) || row.slot) continue;
    const auto slot = TRY(slot_after(change, to.database));
    row.slot = static_cast<int>(*slot);
  }
  TRY_STATUS(insert_row(to.database, row));
  TRY_STATUS(DayCounts(to.database, to.vault, record.evidence.today).count(record, marks));
  const audit::Leaf leaf = TRY(leaf_of(row, person));
  TRY_STATUS(to.log.append(leaf_index, audit::leaf_text(leaf)));
  for (const LifeChange& change : changes) {
    TRY_STATUS(write_life(change, ++leaf_index, to));
  }
  return WrittenCase{.row = std::move(row), .person = std::move(person)};
}

}  // namespace truename::storage
