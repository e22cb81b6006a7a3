#include "policy/parse_rule.h"

#include <algorithm>
#include <charconv>

#include "policy/cited.h"
#include "policy/read_parameters.h"

namespace truename::policy {
namespace {

constexpr std::size_t kIdLimit = 64;     // characters; ids stand in every reason
constexpr int kLastRequirement = 132;    // requirements.md
constexpr std::size_t kWordsLimit = 64;  // of camera labels or device signals

Result<Parameters> read_face_match(Fields& rule, Context& context) {
  FaceMatch out;
  out.fmr_max = TRY(read_cited(rule, "fmr_max", context, number_above_0_to_1));
  out.refer_fmr_max = TRY(read_cited(rule, "refer_fmr_max", context, number_above_0_to_1));
  if (out.refer_fmr_max.value < out.fmr_max.value) {
    return fail(ErrorCode::bad_input,
                context.where + " needs a \"refer_fmr_max\" that is not below \"fmr_max\".");
  }
  return out;
}

CaptureNeed read_capture_need(Fields& in) {
  const std::string text = in.text("value");
  if (text != "optional" && text != "required") {
    in.complain("needs a \"value\" of optional or required");
  }
  return text == "required" ? CaptureNeed::required : CaptureNeed::optional;
}

AccessiblePath read_accessible(Fields& in) {
  const std::string text = in.text("value");
  if (text != "referred" && text != "accepted") {
    in.complain("needs a \"value\" of referred or accepted");
  }
  return text == "accepted" ? AccessiblePath::accepted : AccessiblePath::referred;
}

std::vector<std::string> read_words(Fields& in) {
  std::vector<std::string> out = in.texts("value");
  const bool fits =
      out.size() <= kWordsLimit && std::all_of(out.begin(), out.end(), [](const std::string& word) {
        return word.size() >= 3 && word.size() <= kIdLimit &&
               std::none_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      });
  if (!fits) in.complain("needs at most 64 words in lower case, of 3 to 64 characters");
  return out;
}

Result<Parameters> read_capture(Fields& rule, Context& context) {
  CaptureChallenge out;
  out.need = TRY(read_cited(rule, "need", context, read_capture_need));
  out.steps = TRY(read_cited(rule, "steps", context, whole_number(3, 6)));
  out.lifetime_s = TRY(read_cited(rule, "lifetime_s", context, whole_number(10, 300)));
  out.max_attempts = TRY(read_cited(rule, "max_attempts", context, whole_number(1, 10)));
  out.accessible = TRY(read_cited(rule, "accessible", context, read_accessible));
  out.virtual_cameras = TRY(read_cited(rule, "virtual_cameras", context, read_words));
  out.device_weights = TRY(read_cited(rule, "device_weights", context, read_weights));
  out.device_limit = TRY(read_cited(rule, "device_limit", context, whole_number(1, 1000)));
  return out;
}

Result<Parameters> read_parameters(Kind kind, Fields& rule, Context& context) {
  switch (kind) {
    case Kind::accepted_documents:
      return read_one<AcceptedDocuments>(rule, "types", context, read_types);
    case Kind::holder_age:
      return read_holder_age(rule, context);
    case Kind::face_match:
      return read_face_match(rule, context);
    case Kind::capture_challenge:
      return read_capture(rule, context);
    case Kind::agent:
    case Kind::heir:
    case Kind::organisation:
    case Kind::foreign_validity:
    case Kind::document_equivalence:
    case Kind::iot_assessment:
      return read_applicant(kind, rule, context);
    case Kind::other_way:
    case Kind::network_credential:
      return read_way(kind, rule, context);
    case Kind::authority:
    case Kind::cross_operator_cap:
    case Kind::line_cap:
    case Kind::attempt_limit:
    case Kind::biometric_gap:
    case Kind::batch_limits:
    case Kind::sanction:
    case Kind::risk:
      return read_limits(kind, rule, context);
    case Kind::document_fields_complete:
    case Kind::document_number_check:
    case Kind::document_consistent:
    case Kind::document_unexpired:
    case Kind::claim_agreement:
    case Kind::portrait_present:
    case Kind::face_consent:
    case Kind::no_resale_term:
    case Kind::face_quality:
    case Kind::face_pad:
    case Kind::line_free:
    case Kind::open_reverification:
    case Kind::artefact_reuse:
      return Parameters{};
  }
  return Parameters{};
}

// Which applications the rule speaks of; absent: of all.
void read_scope(Fields& in, Rule& rule) {
  const bool scoped = in.has("events") || in.has("channels");
  if (scoped && !may_name_events(rule.kind)) {
    in.complain("holds for every application; leave out \"events\" and \"channels\"");
  }
  if (in.has("events")) rule.events = read_events(in, "events");
  if (in.has("channels")) {
    rule.channels = read_names(in, "channels", domain::kChannels, domain::channel_text);
  }
}

// A score or a repeated artefact is a suspicion: a person decides, never a table (R73, R80).
bool must_refer(Kind kind) { return kind == Kind::risk || kind == Kind::artefact_reuse; }

bool is_requirement(std::string_view text) {
  if (!text.starts_with('R')) return false;
  int number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + 1, last, number);
  return error == std::errc() && end == last && number >= 1 && number <= kLastRequirement;
}

std::vector<std::string> read_requirements(Fields& in) {
  std::vector<std::string> out = in.texts("requirements");
  if (out.empty()) in.complain("needs at least one requirement, such as \"R67\"");
  for (const std::string& one : out) {
    if (!is_requirement(one)) in.complain("names \"" + one + "\", which is none of R1 to R132");
  }
  return out;
}

// Approval is never what follows from a rule that speaks against.
domain::Outcome read_on_fail(Fields& in) {
  const std::string text = in.text("on_fail");
  const auto outcome = domain::parse_outcome(text);
  if (!outcome || *outcome == domain::Outcome::approved) {
    in.complain("has on_fail \"" + text + "\"; write referred or rejected");
  }
  return outcome.value_or(domain::Outcome::rejected);
}

domain::Remedy read_remedy(Fields& in) {
  const std::string text = in.text("remedy");
  const auto remedy = domain::parse_remedy(text);
  if (!remedy) in.complain("has the unknown remedy \"" + text + "\"");
  return remedy.value_or(domain::Remedy::none);
}

// R40: were the consequence of one of these another than that of the others, it would tell which
// part of the face check failed. What is always referred (judge_face.cc) settles which one it is.
void check_face_consequence(Fields& in, const Rule& rule) {
  const bool is_part_of_face = rule.kind == Kind::face_pad || rule.kind == Kind::face_match ||
                               rule.kind == Kind::capture_challenge;
  if (!is_part_of_face) return;
  if (rule.on_fail == domain::Outcome::referred && rule.remedy == domain::Remedy::attended) return;
  in.complain(
      "needs on_fail \"referred\" and remedy \"attended\", as every part of the face check");
}

}  // namespace

std::vector<domain::DocumentType> read_types(Fields& in) {
  std::vector<domain::DocumentType> out;
  for (const std::string& text : in.texts("value")) {
    const auto type = domain::parse_document_type(text);
    if (!type || *type == domain::DocumentType::unrecognised) {
      in.complain("names the unknown document type \"" + text + "\"");
    }
    out.push_back(type.value_or(domain::DocumentType::unrecognised));
  }
  if (out.empty()) in.complain("needs a \"value\" with at least one document type");
  return out;
}

// { virtual_camera = 100, no_label = 20 }
std::vector<SignalWeight> read_weights(Fields& in) {
  std::vector<SignalWeight> out;
  const Object* const members = in.object("value").as<Object>();
  if (members == nullptr) return out;
  for (const auto& [signal, weight] : *members) {
    const std::int64_t* const number = weight.as<std::int64_t>();
    const bool fits = number != nullptr && *number >= 0 && *number <= 100;
    if (!fits) in.complain("needs weights from 0 to 100, but not of \"" + signal + "\"");
    out.push_back({signal, fits ? static_cast<int>(*number) : 0});
  }
  if (out.size() > kWordsLimit) in.complain("has over 64 weights");
  return out;
}

std::string read_id(Fields& in, std::string_view key) {
  std::string text = in.text(key);
  const bool fits =
      !text.empty() && text.size() <= kIdLimit && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!fits)
    in.complain("needs \"" + std::string(key) + "\" of 1 to 64 characters a-z, 0-9 and \"-\"");
  return text;
}

Result<Rule> parse_rule(const Value& table, std::string_view pack,
                        std::vector<std::string>& doubts) {
  const Value* const id = table.find("id");
  const std::string* const id_text = id == nullptr ? nullptr : id->as<std::string>();
  Context context{.where = std::string(pack) + " rule " +
                           (id_text == nullptr ? "without id" : "\"" + *id_text + "\""),
                  .id = id_text == nullptr ? "" : *id_text,
                  .doubts = doubts};
  Fields in(table, context.where);
  Rule rule;
  rule.id = read_id(in, "id");
  const std::string kind_name = in.text("kind");
  const auto kind = parse_kind(kind_name);
  if (!kind) in.complain("has the unknown kind \"" + kind_name + "\"");
  rule.kind = kind.value_or(Kind::line_free);
  rule.cite = read_text(in, "cite");
  rule.mark = read_mark(in);
  rule.requirements = read_requirements(in);
  rule.on_fail = read_on_fail(in);
  if (kind && must_refer(*kind) && rule.on_fail != domain::Outcome::referred) {
    in.complain("refuses on a suspicion; write on_fail = \"referred\"");
  }
  rule.remedy = read_remedy(in);
  check_face_consequence(in, rule);
  if (kind) read_scope(in, rule);
  note_doubt(in, context);
  if (kind) rule.parameters = TRY(read_parameters(*kind, in, context));
  TRY_STATUS(in.finish());
  return rule;
}

}  // namespace truename::policy
