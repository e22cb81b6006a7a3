#include "storage/case_row.h"

#include "base/json.h"
#include "domain/told_reasons.h"

namespace truename::storage {
namespace {

constexpr int kRecordVersion = 2;

std::string digest_of(std::string_view text) { return to_base64(sha256(as_bytes(text))); }

Parameter optional_bytes(const std::optional<Bytes>& bytes) {
  return bytes ? Parameter(ByteView(*bytes)) : Parameter();
}

Parameter optional_integer(const std::optional<int>& integer) {
  return integer ? Parameter(std::int64_t{*integer}) : Parameter();
}

Array told_codes(const domain::Decision& decision) {
  Array codes;
  for (const domain::Reason& reason : domain::told_reasons(decision, "")) {
    codes.emplace_back(reason.code);
  }
  return codes;
}

// A plain digest could be tried out: a pack gives a decision few forms.
std::string hidden(std::string_view part, const std::string& text, const CaseRow& row,
                   const Person& person) {
  return to_base64(audit::commitment_of(part_salt(person, row.id, part), text));
}

Result<domain::Decision> decision_of(const CaseRow& row) {
  const Value decision = TRY(parse_json(row.decision));
  return domain::parse_decision(decision);
}

}  // namespace

const std::string kSelectCaseRow =
    "SELECT leaf_index, case_id, at_ms, idempotency_key, request_digest, msisdn, iccid, person_id, "
    "identity_digest, wrapped_key, sealed_holder, evidence, decision, policy_id, policy_digest, "
    "model_set_digest, line_cap, slot FROM cases JOIN persons USING (person_id) ";

CaseRow make_row(const domain::CaseRecord& record, const Person& person) {
  CaseRow row{.id = record.id,
              .at = record.at,
              .idempotency_key = record.idempotency_key,
              .request_digest = record.request_digest,
              .line = record.line,
              .person_id = person.id,
              .identity = person.identity,
              .wrapped_key = {},
              .sealed_holder = std::nullopt,
              .evidence = write_json(domain::evidence_value(record.evidence)),
              .decision = write_json(domain::decision_value(record.decision)),
              .policy_id = record.policy_id,
              .policy_digest = record.policy_digest,
              .model_set_digest = record.model_set_digest,
              .line_cap = record.line_cap,
              .slot = std::nullopt};
  if (record.holder)
    row.sealed_holder = seal_persons(person, record.id, {*record.holder, record.acting});
  return row;
}

Status insert_row(Database& database, const CaseRow& row) {
  return database.execute(
      "INSERT INTO cases (leaf_index, case_id, at_ms, idempotency_key, request_digest, msisdn, "
      "iccid, person_id, sealed_holder, evidence, decision, policy_id, policy_digest, "
      "model_set_digest, line_cap, slot) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      {static_cast<std::int64_t>(row.leaf_index), row.id.get(), row.at.unix_ms,
       row.idempotency_key.get(), row.request_digest, row.line.msisdn.get(), row.line.iccid.get(),
       row.person_id, optional_bytes(row.sealed_holder), row.evidence, row.decision, row.policy_id,
       row.policy_digest, row.model_set_digest, std::int64_t{row.line_cap},
       optional_integer(row.slot)});
}

CaseRow read_row(const Rows& rows) {
  CaseRow row{.leaf_index = static_cast<std::uint64_t>(rows.integer(0)),
              .id = domain::CaseId(rows.text(1)),
              .at = Timestamp{rows.integer(2)},
              .idempotency_key = domain::IdempotencyKey(rows.text(3)),
              .request_digest = rows.digest(4),
              .line = {domain::Msisdn(rows.text(5)), domain::Iccid(rows.text(6))},
              .person_id = rows.bytes(7),
              .identity = std::nullopt,
              .wrapped_key = rows.bytes(9),
              .sealed_holder = std::nullopt,
              .evidence = rows.text(11),
              .decision = rows.text(12),
              .policy_id = rows.text(13),
              .policy_digest = rows.digest(14),
              .model_set_digest = rows.digest(15),
              .line_cap = static_cast<int>(rows.integer(16)),
              .slot = std::nullopt};
  if (!rows.is_null(8)) row.identity = rows.digest(8);
  if (!rows.is_null(10)) row.sealed_holder = rows.bytes(10);
  if (!rows.is_null(17)) row.slot = static_cast<int>(rows.integer(17));
  return row;
}

Result<std::string> record_text(const CaseRow& row, const Person& person) {
  const domain::Decision decision = TRY(decision_of(row));
  Value out;
  out.set("version", kRecordVersion)
      .set("case_id", row.id.get())
      .set("at", timestamp_text(row.at))
      .set("msisdn", row.line.msisdn.get())
      .set("iccid", row.line.iccid.get())
      .set("outcome", domain::outcome_text(decision.outcome))
      .set("reasons", told_codes(decision))
      .set("slot", row.slot ? Value(*row.slot) : Value())
      .set("line_cap", row.line_cap)
      .set("policy_id", row.policy_id)
      .set("policy_digest", to_base64(row.policy_digest))
      .set("model_set_digest", to_base64(row.model_set_digest))
      .set("decision_commitment", hidden("decision", row.decision, row, person))
      .set("evidence_commitment", hidden("evidence", row.evidence, row, person))
      .set("request_digest", to_base64(row.request_digest))
      .set("key_digest", digest_of(row.idempotency_key.get()))
      .set("identity_digest", row.identity ? Value(to_base64(*row.identity)) : Value())
      .set("holder_digest",
           row.sealed_holder ? Value(to_base64(sha256(*row.sealed_holder))) : Value());
  return write_json(out);
}

Result<audit::Leaf> leaf_of(const CaseRow& row, const Person& person) {
  const std::string text = TRY(record_text(row, person));
  return audit::Leaf{.kind = audit::LeafKind::registration,
                     .case_id = row.id.get(),
                     .at = row.at,
                     .policy_digest = row.policy_digest,
                     .model_set_digest = row.model_set_digest,
                     .commitment = audit::commitment_of(leaf_salt(person, row.id), text)};
}

Result<Person> person_of(const CaseRow& row, const Vault& vault) {
  Person person{.id = row.person_id, .identity = row.identity, .key = {}};
  TRY_STATUS(vault.unwrap(row.wrapped_key, person));
  return person;
}

Result<domain::CaseRecord> case_of(const CaseRow& row, const Person& person) {
  const Value evidence_tree = TRY(parse_json(row.evidence));
  domain::Evidence evidence = TRY(domain::parse_evidence(evidence_tree));
  domain::Decision decision = TRY(decision_of(row));
  domain::CaseRecord record{.id = row.id,
                            .at = row.at,
                            .idempotency_key = row.idempotency_key,
                            .request_digest = row.request_digest,
                            .line = row.line,
                            .holder = std::nullopt,
                            .evidence = std::move(evidence),
                            .decision = std::move(decision),
                            .policy_id = row.policy_id,
                            .policy_digest = row.policy_digest,
                            .model_set_digest = row.model_set_digest,
                            .line_cap = row.line_cap};
  if (row.sealed_holder) {
    SealedPersons persons = TRY(open_persons(person, row.id, *row.sealed_holder));
    record.holder = std::move(persons.holder);
    record.acting = std::move(persons.acting);
  }
  return record;
}

}  // namespace truename::storage
