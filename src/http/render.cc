#include "http/render.h"

#include "base/json.h"
#include "registration/told_case.h"

namespace truename::http {
namespace {

using Hint = std::function<std::string(const std::string& code, const std::string& language)>;

Value hints(const std::string& code, const Hint& hint) {
  return Value().set("en", hint(code, "en")).set("zh", hint(code, "zh"));
}

Value render_reason(const domain::Reason& reason, const Hint& hint) {
  const bool adverse = reason.outcome != domain::Outcome::approved;
  return Value()
      .set("code", reason.code)
      .set("rule", reason.rule)
      .set("citation", reason.citation)
      .set("hint", adverse ? hints(reason.code, hint) : Value())
      .set("remedy", domain::remedy_text(reason.remedy));
}

// A field that was not read is left out rather than shown empty.
void set_read(Value& fields, const char* name, const std::string& text) {
  if (!text.empty()) fields.set(name, text);
}

}  // namespace

Value render_reasons(const domain::CaseRecord& record, const ReasonWords& words) {
  Array reasons;
  for (const domain::Reason& reason : registration::told_reasons(record, words.pack)) {
    reasons.push_back(render_reason(reason, words.hint));
  }
  return reasons;
}

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
      .set("reasons", render_reasons(record, {desk.setting.pack, desk.hint}))
      .set("document", std::move(document))
      .set("line",
           Value().set("msisdn", record.line.msisdn.get()).set("iccid", record.line.iccid.get()))
      .set("policy",
           Value().set("id", record.policy_id).set("digest", digest_text(record.policy_digest)))
      .set("model_set_digest", digest_text(record.model_set_digest))
      .set("leaf_index", static_cast<std::int64_t>(committed.leaf_index));
}

Value render_reading(const domain::DocumentReading& reading) {
  const domain::DocumentFields& read = reading.fields;
  Value fields{Object{}};
  set_read(fields, "name", read.name.reveal());
  set_read(fields, "number", read.number.reveal());
  set_read(fields, "sex", read.sex);
  set_read(fields, "nation", read.nation);
  set_read(fields, "birth_date", read.birth_date ? date_text(*read.birth_date) : "");
  set_read(fields, "address", read.address.reveal());
  set_read(fields, "issuing_state", read.issuing_state);
  set_read(fields, "expiry_date", read.expiry_date ? date_text(*read.expiry_date) : "");
  return Value()
      .set("type", domain::document_type_text(reading.type))
      .set("portrait_has_face", reading.portrait_has_face)
      .set("fields", std::move(fields));
}

Value render_hint(const std::string& code, const Desk& desk) { return hints(code, desk.hint); }

Value render_findings(const domain::FaceEvidence& face, const Desk& desk) {
  Array findings;
  for (const domain::QualityFinding& finding : face.findings) {
    findings.push_back(Value()
                           .set("component", finding.component)
                           .set("hint", hints("probe." + finding.component, desk.hint)));
  }
  const bool acceptable = face.stage == domain::FaceStage::examined && face.findings.empty();
  return Value().set("acceptable", acceptable).set("findings", std::move(findings));
}

Value render_path(const std::vector<Digest>& path) {
  Array hashes;
  for (const Digest& hash : path) hashes.push_back(to_base64(hash));
  return hashes;
}

Response json(int status, const Value& value) {
  return {.status = status, .content_type = "application/json", .body = write_json(value)};
}

}  // namespace truename::http
