#include "domain/evidence.h"

#include <algorithm>

#include "base/check.h"
#include "base/fields.h"

namespace truename::domain {

std::string_view face_stage_text(FaceStage stage) {
  switch (stage) {
    case FaceStage::not_examined:
      return "not_examined";
    case FaceStage::not_usable:
      return "not_usable";
    case FaceStage::examined:
      return "examined";
  }
  CHECK(false);
}

std::string_view pad_text(PadResult pad) {
  switch (pad) {
    case PadResult::not_run:
      return "not_run";
    case PadResult::live:
      return "live";
    case PadResult::suspected:
      return "suspected";
  }
  CHECK(false);
}

std::string_view subject_text(Subject subject) {
  switch (subject) {
    case Subject::probe:
      return "probe";
    case Subject::portrait:
      return "portrait";
  }
  CHECK(false);
}

std::string_view authority_text(AuthorityAnswer answer) {
  switch (answer) {
    case AuthorityAnswer::not_asked:
      return "not_asked";
    case AuthorityAnswer::match:
      return "match";
    case AuthorityAnswer::no_match:
      return "no_match";
    case AuthorityAnswer::unavailable:
      return "unavailable";
    case AuthorityAnswer::flagged:
      return "flagged";
    case AuthorityAnswer::deceased:
      return "deceased";
  }
  CHECK(false);
}

std::string_view count_answer_text(CountAnswer answer) {
  switch (answer) {
    case CountAnswer::not_asked:
      return "not_asked";
    case CountAnswer::counted:
      return "counted";
    case CountAnswer::unavailable:
      return "unavailable";
  }
  CHECK(false);
}

namespace {

constexpr FaceStage kStages[] = {FaceStage::not_examined, FaceStage::not_usable,
                                 FaceStage::examined};
constexpr PadResult kPads[] = {PadResult::not_run, PadResult::live, PadResult::suspected};
constexpr Subject kSubjects[] = {Subject::probe, Subject::portrait};
constexpr AuthorityAnswer kAnswers[] = {AuthorityAnswer::not_asked, AuthorityAnswer::match,
                                        AuthorityAnswer::no_match,  AuthorityAnswer::unavailable,
                                        AuthorityAnswer::flagged,   AuthorityAnswer::deceased};
constexpr CountAnswer kCountAnswers[] = {CountAnswer::not_asked, CountAnswer::counted,
                                         CountAnswer::unavailable};
constexpr std::int64_t kLinesLimit = 1'000'000;  // of one person, at all operators

Value document_value(const DocumentEvidence& document) {
  Array disagreeing(document.disagreeing_fields.begin(), document.disagreeing_fields.end());
  Value out;
  out.set("type", document_type_text(document.type))
      .set("fields_complete", check_text(document.fields_complete))
      .set("number", check_text(document.number))
      .set("consistent", check_text(document.consistent))
      .set("unexpired", check_text(document.unexpired))
      .set("claim_agreement", check_text(document.claim_agreement))
      .set("disagreeing_fields", std::move(disagreeing))
      .set("portrait_found", document.portrait_found)
      .set("holder_age_years",
           document.holder_age_years ? Value(*document.holder_age_years) : Value());
  // Left out when they say nothing, so that evidence from before them keeps its digest.
  if (document.foreigner) out.set("foreigner", true);
  if (document.valid_until) out.set("valid_until", date_text(*document.valid_until));
  return out;
}

// One of "scalar" and "not_assessed": a failure to assess must not look like a number.
Value component_value(const ComponentResult& result) {
  Value out;
  out.set("subject", subject_text(result.subject)).set("component", result.component);
  if (result.scalar) return out.set("scalar", *result.scalar);
  return out.set("not_assessed", result.not_assessed);
}

Value face_value(const FaceEvidence& face) {
  Array findings;
  for (const QualityFinding& finding : face.findings) {
    findings.push_back(
        Value().set("subject", subject_text(finding.subject)).set("component", finding.component));
  }
  Value out;
  out.set("stage", face_stage_text(face.stage))
      .set("findings", std::move(findings))
      .set("quality", face.quality ? Value(*face.quality) : Value())
      .set("pad", pad_text(face.pad))
      .set("fmr_bound", face.fmr_bound ? Value(*face.fmr_bound) : Value())
      .set("calibration_id", face.calibration_id);
  if (face.components.empty()) return out;  // as it was written before there were any
  Array components;
  for (const ComponentResult& result : face.components) {
    components.push_back(component_value(result));
  }
  out.set("components", std::move(components));
  return out;
}

Result<DocumentEvidence> parse_document(const Value& value) {
  Fields in(value, "evidence.document");
  DocumentEvidence out;
  const auto type = parse_document_type(in.text("type"));
  if (!type) in.complain("has an unknown type");
  out.type = type.value_or(DocumentType::unrecognised);
  out.fields_complete = read_check(in, "fields_complete");
  out.number = read_check(in, "number");
  out.consistent = read_check(in, "consistent");
  out.unexpired = read_check(in, "unexpired");
  out.claim_agreement = read_check(in, "claim_agreement");
  out.disagreeing_fields = in.texts("disagreeing_fields");
  out.portrait_found = in.flag("portrait_found");
  if (const Value* age = in.any("holder_age_years"); age != nullptr && !age->is_null()) {
    out.holder_age_years = static_cast<int>(in.integer("holder_age_years"));
  }
  out.foreigner = in.flag_or("foreigner", false);
  if (in.has("valid_until")) {
    out.valid_until = parse_date(in.text("valid_until"));
    if (!out.valid_until) in.complain("needs \"valid_until\" as YYYY-MM-DD");
  }
  TRY_STATUS(in.finish());
  return out;
}

// More than any profile names, for both subjects.
constexpr std::size_t kComponentLimit = 128;

Result<ComponentResult> parse_component(const Value& value) {
  Fields in(value, "evidence.face.components");
  ComponentResult out;
  out.subject = read_named(in, "subject", kSubjects, subject_text);
  out.component = in.text("component");
  if (in.has("scalar")) {
    const std::int64_t scalar = in.integer("scalar");
    if (scalar < 0 || scalar > 100) in.complain("\"scalar\" must be 0 to 100");
    out.scalar = static_cast<int>(scalar);
  } else {
    out.not_assessed = in.text("not_assessed");
    if (out.not_assessed.empty()) in.complain("\"not_assessed\" must say why");
  }
  TRY_STATUS(in.finish());
  return out;
}

Result<std::vector<ComponentResult>> parse_components(Fields& in) {
  const Array& items = in.array_or_empty("components");
  // An empty list is written as none: one evidence has one form.
  if (in.has("components") && (items.empty() || items.size() > kComponentLimit)) {
    in.complain("\"components\" must hold 1 to 128 components, or be left out");
    return {};
  }
  std::vector<ComponentResult> out;
  for (const Value& item : items) out.push_back(TRY(parse_component(item)));
  return out;
}

Result<FaceEvidence> parse_face(const Value& value) {
  Fields in(value, "evidence.face");
  FaceEvidence out;
  out.stage = read_named(in, "stage", kStages, face_stage_text);
  for (const Value& item : in.array("findings")) {
    Fields finding(item, "evidence.face.findings");
    const Subject subject = read_named(finding, "subject", kSubjects, subject_text);
    out.findings.push_back({subject, finding.text("component")});
    TRY_STATUS(finding.finish());
  }
  if (const Value* quality = in.any("quality"); quality != nullptr && !quality->is_null()) {
    out.quality = static_cast<int>(in.integer("quality"));
  }
  out.pad = read_named(in, "pad", kPads, pad_text);
  if (const Value* bound = in.any("fmr_bound"); bound != nullptr && !bound->is_null()) {
    out.fmr_bound = in.number("fmr_bound");
  }
  out.calibration_id = in.text("calibration_id");
  out.components = TRY(parse_components(in));
  TRY_STATUS(in.finish());
  return out;
}

Result<ConsentEvidence> parse_consent(const Value& value) {
  Fields in(value, "evidence.consent");
  const ConsentEvidence out{.face = in.flag("face"), .terms = in.flag("terms")};
  TRY_STATUS(in.finish());
  return out;
}

Value cross_operator_value(const CrossOperatorCount& count) {
  Value out;
  out.set("answer", count_answer_text(count.answer));
  if (count.answer == CountAnswer::counted) out.set("lines", count.lines);
  return out;
}

Result<CrossOperatorCount> parse_cross_operator(const Value& value) {
  Fields in(value, "evidence.cross_operator");
  CrossOperatorCount out;
  out.answer = read_named(in, "answer", kCountAnswers, count_answer_text);
  if (out.answer == CountAnswer::counted) {
    const std::int64_t lines = in.integer("lines");
    if (lines < 0 || lines > kLinesLimit) in.complain("\"lines\" must be 0 to 1000000");
    out.lines = static_cast<int>(std::clamp<std::int64_t>(lines, 0, kLinesLimit));
  }
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace

Value evidence_value(const Evidence& evidence) {
  Value consent;
  consent.set("face", evidence.consent.face).set("terms", evidence.consent.terms);
  Value out;
  out.set("document", document_value(evidence.document))
      .set("face", face_value(evidence.face))
      .set("authority", authority_text(evidence.authority))
      .set("consent", std::move(consent))
      .set("history", history_value(evidence.history));
  // Left out when absent, so that evidence from before there were captures keeps its digest.
  if (evidence.capture) out.set("capture", capture_value(*evidence.capture));
  Value application = application_value(evidence.application);
  if (!application.is_null()) out.set("application", std::move(application));
  if (evidence.cross_operator != CrossOperatorCount{}) {
    out.set("cross_operator", cross_operator_value(evidence.cross_operator));
  }
  if (evidence.acting) out.set("acting", document_value(*evidence.acting));
  Value origin = origin_value(evidence.origin);
  if (!origin.is_null()) out.set("origin", std::move(origin));
  out.set("today", date_text(evidence.today));
  return out;
}

Result<Evidence> parse_evidence(const Value& value) {
  Fields in(value, "evidence");
  Evidence out;
  out.document = TRY(parse_document(in.object("document")));
  out.face = TRY(parse_face(in.object("face")));
  out.authority = read_named(in, "authority", kAnswers, authority_text);
  out.consent = TRY(parse_consent(in.object("consent")));
  out.history = TRY(parse_history(in.object("history")));
  if (const Value* capture = in.any("capture")) out.capture = TRY(parse_capture(*capture));
  if (in.has("application")) out.application = TRY(parse_application(in.object("application")));
  if (in.has("cross_operator")) {
    out.cross_operator = TRY(parse_cross_operator(in.object("cross_operator")));
  }
  if (in.has("acting")) out.acting = TRY(parse_document(in.object("acting")));
  if (in.has("origin")) out.origin = TRY(parse_origin(in.object("origin")));
  const auto today = parse_date(in.text("today"));
  if (!today) in.complain("needs \"today\" as YYYY-MM-DD");
  out.today = today.value_or(Date{});
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::domain
