#include "storage/first_life.h"

#include "base/json.h"
#include "storage/case_row.h"

namespace truename::storage {
namespace {

Result<std::optional<CaseRow>> find_case_row(const std::string& case_id, Database& database) {
  Rows rows = TRY(database.query(kSelectCaseRow + "WHERE case_id = ?", {case_id}));
  if (!TRY(rows.next())) return std::optional<CaseRow>();
  return std::optional(read_row(rows));
}

}  // namespace

Result<std::optional<Proof>> find_proof(const std::string& case_id, Database& database) {
  const auto row = TRY(find_case_row(case_id, database));
  if (!row) return std::optional<Proof>();
  const Value value = TRY(parse_json(row->decision));
  const domain::Decision decision = TRY(domain::parse_decision(value));
  Proof proof;
  proof.approved = decision.outcome == domain::Outcome::approved;
  if (row->identity) proof.holder = holder_of(*row->identity);
  if (row->slot) proof.slot = *row->slot;
  return std::optional(proof);
}

Result<std::optional<FirstLife>> first_life_of(const std::string& case_id, Database& database) {
  const auto row = TRY(find_case_row(case_id, database));
  if (!row || !row->slot || !row->identity) return std::optional<FirstLife>();
  FirstLife first;
  first.life = domain::unborn(row->line.msisdn, "active");
  first.life.line.iccid = row->line.iccid;
  first.life.holder = holder_of(*row->identity);
  first.life.proof = row->id.get();
  first.life.held_since = row->at;
  first.life.state_since = row->at;
  first.life.changed_at = row->at;
  first.life.revision = 1;
  first.slot = *row->slot;
  for (const std::string& text : {"card:" + row->line.iccid.get(), std::string("state:active")}) {
    first.orders.push_back({.leaf_index = row->leaf_index,
                            .position = static_cast<int>(first.orders.size()),
                            .msisdn = row->line.msisdn,
                            .epoch = 0,
                            .text = text});
  }
  return std::optional(std::move(first));
}

}  // namespace truename::storage
