#include "http/render.h"

namespace truename::http {
namespace {

Value hints(const std::string& code, const Desk& desk) {
  return Value().set("en", desk.hint(code, "en")).set("zh", desk.hint(code, "zh"));
}

Value render_reasons(const domain::Decision& decision, const Desk& desk) {
  Array reasons;
  for (const domain::Reason& reason : decision.reasons) {
    const bool adverse = reason.outcome != domain::Outcome::approved;
    reasons.push_back(Value()
                          .set("code", reason.code)
                          .set("rule", reason.rule)
                          .set("citation", reason.citation)
                          .set("hint", adverse ? hints(reason.code, desk) : Value())
                          .set("remedy", domain::remedy_text(reason.remedy)));
  }
  return reasons;
}

Value date_or_null(const std::optional<Date>& date) {
  return date ? Value(date_text(*date)) : Value();
}

}  // namespace

Value render_case(const domain::CommittedCase& committed, const Desk& desk) {
  const domain::CaseRecord& record = committed.record;
  Value document;
  document.set("type", domain::document_type_text(record.evidence.document.type))
      .set("number_masked", record.holder ? masked(record.holder->number) : "")
      .set("name_masked", record.holder ? masked(record.holder->name) : "");
  return Value()
      .set("case_id", record.id.get())
      .set("at", timestamp_text(record.at))
      .set("outcome", domain::outcome_text(record.decision.outcome))
      .set("reasons", render_reasons(record.decision, desk))
      .set("document", std::move(document))
      .set("line",
           Value().set("msisdn", record.line.msisdn.get()).set("iccid", record.line.iccid.get()))
      .set("policy",
           Value().set("id", record.policy_id).set("digest", digest_text(record.policy_digest)))
      .set("model_set_digest", digest_text(record.model_set_digest))
      .set("leaf_index", static_cast<std::int64_t>(committed.leaf_index));
}

Value render_reading(const domain::DocumentReading& reading) {
  const domain::DocumentFields& fields = reading.fields;
  return Value()
      .set("type", domain::document_type_text(reading.type))
      .set("name", fields.name.reveal())
      .set("number", fields.number.reveal())
      .set("sex", fields.sex)
      .set("nation", fields.nation)
      .set("birth_date", date_or_null(fields.birth_date))
      .set("address", fields.address.reveal())
      .set("issuing_state", fields.issuing_state)
      .set("expiry_date", date_or_null(fields.expiry_date))
      .set("portrait_found", !reading.portrait.empty());
}

Value render_findings(const domain::FaceEvidence& face, const Desk& desk) {
  Array findings;
  for (const domain::QualityFinding& finding : face.findings) {
    findings.push_back(Value()
                           .set("component", finding.component)
                           .set("hint", hints("probe." + finding.component, desk)));
  }
  const bool acceptable = face.stage == domain::FaceStage::examined && face.findings.empty();
  return Value().set("acceptable", acceptable).set("findings", std::move(findings));
}

Value render_path(const std::vector<Digest>& path) {
  Array hashes;
  for (const Digest& hash : path) hashes.push_back(to_hex(hash));
  return hashes;
}

}  // namespace truename::http
