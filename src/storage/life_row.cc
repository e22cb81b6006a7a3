#include "storage/life_row.h"

#include <algorithm>

#include "base/json.h"

namespace truename::storage {
namespace {

using registration::LifeChange;

constexpr int kRecordVersion = 1;

std::string digest_of(std::string_view text) { return to_base64(sha256(as_bytes(text))); }

Parameter optional_text(const std::optional<std::string>& text) {
  return text ? Parameter(std::string_view(*text)) : Parameter();
}

std::string refusal_text(const domain::Reason& reason) {
  return write_json(
      domain::decision_value(domain::Decision{.outcome = reason.outcome, .reasons = {reason}}));
}

Result<domain::Reason> parse_refusal(std::string_view text) {
  const Value value = TRY(parse_json(text));
  domain::Decision decision = TRY(domain::parse_decision(value));
  if (decision.reasons.size() == 1) return std::move(decision.reasons.front());
  return fail(ErrorCode::corrupt, "A refusal of a life event has not one reason.");
}

}  // namespace

const std::string kSelectLifeRow =
    "SELECT leaf_index, event_key, msisdn, revision_before, revision_after, event, life_before, "
    "life_after, rule, refusal, policy_id, policy_digest, line_cap, slot FROM life_events ";

LifeRow make_life_row(const LifeChange& change) {
  LifeRow row{.event_key = change.event.key,
              .msisdn = change.after.line.msisdn.get(),
              .revision_before = static_cast<std::int64_t>(change.before.revision),
              .revision_after = static_cast<std::int64_t>(change.after.revision),
              .event = write_json(domain::event_value(change.event)),
              .life_before = write_json(domain::life_value(change.before)),
              .life_after = std::nullopt,
              .rule = change.rule,
              .refusal = std::nullopt,
              .policy_id = change.policy_id,
              .policy_digest = change.policy_digest,
              .line_cap = change.line_cap,
              .slot = std::nullopt};
  if (change.after != change.before) row.life_after = write_json(domain::life_value(change.after));
  if (change.refusal) row.refusal = refusal_text(*change.refusal);
  return row;
}

Status insert_life_row(Database& database, const LifeRow& row) {
  return database.execute(
      "INSERT INTO life_events (leaf_index, event_key, msisdn, revision_before, revision_after, "
      "event, life_before, life_after, rule, refusal, policy_id, policy_digest, line_cap, slot) "
      "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      {static_cast<std::int64_t>(row.leaf_index), row.event_key, row.msisdn, row.revision_before,
       row.revision_after, row.event, row.life_before, optional_text(row.life_after), row.rule,
       optional_text(row.refusal), row.policy_id, row.policy_digest, row.line_cap,
       row.slot ? Parameter(*row.slot) : Parameter()});
}

LifeRow read_life_row(const Rows& rows) {
  LifeRow row{.leaf_index = static_cast<std::uint64_t>(rows.integer(0)),
              .event_key = rows.text(1),
              .msisdn = rows.text(2),
              .revision_before = rows.integer(3),
              .revision_after = rows.integer(4),
              .event = rows.text(5),
              .life_before = rows.text(6),
              .life_after = std::nullopt,
              .rule = rows.text(8),
              .refusal = std::nullopt,
              .policy_id = rows.text(10),
              .policy_digest = rows.digest(11),
              .line_cap = rows.integer(12),
              .slot = std::nullopt};
  if (!rows.is_null(7)) row.life_after = rows.text(7);
  if (!rows.is_null(9)) row.refusal = rows.text(9);
  if (!rows.is_null(13)) row.slot = rows.integer(13);
  return row;
}

Result<domain::Life> life_of(std::string_view text) {
  const Value value = TRY(parse_json(text));
  return domain::parse_life(value);
}

Result<LifeChange> change_of(const LifeRow& row) {
  const Value event = TRY(parse_json(row.event));
  LifeChange change;
  change.event = TRY(domain::parse_event(event));
  change.before = TRY(life_of(row.life_before));
  change.after = row.life_after ? TRY(life_of(*row.life_after)) : change.before;
  change.rule = row.rule;
  if (row.refusal) change.refusal = TRY(parse_refusal(*row.refusal));
  change.policy_id = row.policy_id;
  change.policy_digest = row.policy_digest;
  change.line_cap = static_cast<int>(row.line_cap);
  return change;
}

std::vector<domain::HolderId> holders_of(const LifeChange& change) {
  std::vector<domain::HolderId> out;
  for (const auto& holder : {change.before.holder, change.after.holder, change.event.holder}) {
    if (holder && std::find(out.begin(), out.end(), *holder) == out.end()) out.push_back(*holder);
  }
  return out;
}

std::string life_record(const LifeRow& row) {
  Value out;
  out.set("version", kRecordVersion)
      .set("msisdn", row.msisdn)
      .set("revision_before", row.revision_before)
      .set("revision_after", row.revision_after)
      .set("event_digest", digest_of(row.event))
      .set("before_digest", digest_of(row.life_before))
      .set("after_digest", row.life_after ? Value(digest_of(*row.life_after)) : Value())
      .set("rule", row.rule)
      .set("refusal_digest", row.refusal ? Value(digest_of(*row.refusal)) : Value())
      .set("policy_id", row.policy_id)
      .set("policy_digest", to_base64(row.policy_digest))
      .set("line_cap", row.line_cap)
      .set("slot", row.slot ? Value(*row.slot) : Value());
  return write_json(out);
}

audit::Leaf leaf_of(const LifeRow& row, Timestamp at, const Digest& salt) {
  return {.kind = audit::LeafKind::life_event,
          .at = at,
          .policy_digest = row.policy_digest,
          .commitment = audit::commitment_of(salt, life_record(row))};
}

}  // namespace truename::storage
