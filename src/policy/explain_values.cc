#include "base/check.h"
#include "policy/explain_parts.h"

namespace truename::policy {
namespace {

template <class T>
std::string value_line(std::string_view name, const std::string& value, const Cited<T>& cited) {
  return "    " + std::string(name) + " = " + value + "  (" + cited.cite + "; " +
         std::string(mark_text(cited.mark)) + ")\n";
}

template <class T, class Show>
std::string line_or_none(std::string_view name, const std::optional<Cited<T>>& cited, Show show) {
  return cited ? value_line(name, show(cited->value), *cited) : "";
}

std::string number(int value) { return std::to_string(value); }
std::string lines(int value) {
  return value == kUnlimitedLines ? "unlimited" : std::to_string(value);
}

template <class Enum>
std::string names(const std::vector<Enum>& all, std::string_view (*name)(Enum)) {
  std::vector<std::string> out;
  for (const Enum one : all) out.emplace_back(name(one));
  return listed(out);
}

std::string need_line(const Cited<std::vector<MustShow>>& needs) {
  return value_line("needs", names(needs.value, must_show_text), needs);
}

std::string fallback_text(Fallback fallback) {
  switch (fallback) {
    case Fallback::refer:
      return "refer";
    case Fallback::reject:
      return "reject";
    case Fallback::provisional:
      return "provisional";
  }
  CHECK(false);
}

std::string band_face_text(BandFace face) {
  switch (face) {
    case BandFace::guardian:
      return "guardian";
    case BandFace::holder:
      return "holder";
    case BandFace::none:
      return "none";
  }
  CHECK(false);
}

std::string weights_text(const std::vector<SignalWeight>& weights) {
  std::vector<std::string> out;
  for (const auto& [signal, weight] : weights) {
    out.push_back(signal + "=" + std::to_string(weight));
  }
  return listed(out);
}

// One line for each value of the rule; overloads by the rule's parameters.
std::string values(const std::monostate&) { return ""; }
std::string values(const AcceptedDocuments& rule) {
  std::vector<std::string> types;
  for (const auto type : rule.types.value) types.emplace_back(domain::document_type_text(type));
  return value_line("types", listed(types), rule.types);
}

std::string values(const FaceMatch& rule) {
  return value_line("fmr_max", rate_text(rule.fmr_max.value), rule.fmr_max) +
         value_line("refer_fmr_max", rate_text(rule.refer_fmr_max.value), rule.refer_fmr_max);
}
std::string values(const CaptureChallenge& rule) {
  const bool required = rule.need.value == CaptureNeed::required;
  const bool accepted = rule.accessible.value == AccessiblePath::accepted;
  return value_line("need", required ? "required" : "optional", rule.need) +
         value_line("steps", std::to_string(rule.steps.value), rule.steps) +
         value_line("lifetime_s", std::to_string(rule.lifetime_s.value), rule.lifetime_s) +
         value_line("max_attempts", std::to_string(rule.max_attempts.value), rule.max_attempts) +
         value_line("accessible", accepted ? "accepted" : "referred", rule.accessible) +
         value_line("virtual_cameras", listed(rule.virtual_cameras.value), rule.virtual_cameras) +
         value_line("device_weights", weights_text(rule.device_weights.value),
                    rule.device_weights) +
         value_line("device_limit", std::to_string(rule.device_limit.value), rule.device_limit);
}
std::string values(const HolderAge& rule) {
  std::string out =
      value_line("minimum_years", number(rule.minimum_years.value), rule.minimum_years);
  std::vector<std::string> bands;
  for (const AgeBand& band : rule.bands.value) {
    bands.push_back("below " + number(band.below_years) + ": " + names(band.needs, must_show_text) +
                    ", face of " + band_face_text(band.face));
  }
  return bands.empty() ? out : out + value_line("bands", listed(bands), rule.bands);
}
std::string values(const AuthorityRule& rule) {
  return value_line("required", yes_no(rule.need.value == AuthorityNeed::required), rule.need) +
         line_or_none("unavailable", rule.unavailable, fallback_text) +
         line_or_none("provisional_hours", rule.provisional_hours, number);
}
std::string values(const CrossOperatorCap& rule) {
  return value_line("max_lines", number(rule.max_lines.value), rule.max_lines) +
         value_line("required", yes_no(rule.need.value == AuthorityNeed::required), rule.need) +
         value_line("unavailable", fallback_text(rule.unavailable.value), rule.unavailable);
}
std::string values(const LineCap& rule) {
  return value_line("max_lines", lines(rule.max_lines.value), rule.max_lines) +
         line_or_none("max_lines_organisation", rule.max_lines_organisation, lines) +
         line_or_none("max_lines_iot", rule.max_lines_iot, lines);
}
std::string values(const AgentRule& rule) {
  return value_line("allowed", yes_no(rule.allowed.value), rule.allowed) + need_line(rule.needs);
}
std::string values(const HeirRule& rule) { return need_line(rule.needs); }
std::string values(const OrganisationRule& rule) { return need_line(rule.needs); }
std::string values(const ForeignValidity& rule) {
  return value_line("required", yes_no(rule.required.value), rule.required) +
         line_or_none("max_days", rule.max_days, number) +
         line_or_none("notice_days", rule.notice_days, number);
}
std::string values(const OtherWay& rule) {
  std::vector<std::string> ways;
  for (const EnabledWay& one : rule.ways.value) {
    ways.push_back(std::string(domain::way_text(one.way)) + " for " +
                   names(one.events, domain::application_kind_text));
  }
  return value_line("ways", listed(ways), rule.ways);
}
std::string values(const NetworkCredential& rule) {
  return value_line("schemes", listed(rule.schemes.value), rule.schemes);
}
std::string values(const DocumentEquivalence& rule) {
  std::vector<std::string> groups;
  for (const auto& group : rule.groups.value) {
    groups.push_back("[" + names(group, domain::document_type_text) + "]");
  }
  return value_line("groups", listed(groups), rule.groups);
}
std::string values(const AttemptLimit& rule) {
  return line_or_none("identity_day", rule.identity_day, number) +
         line_or_none("device_day", rule.device_day, number);
}
std::string values(const BiometricGap& rule) {
  return value_line("hours", number(rule.hours.value), rule.hours);
}
std::string values(const BatchLimits& rule) {
  std::vector<std::string> limits;
  for (const auto& [name, most] : rule.limits.value) limits.push_back(name + "=" + number(most));
  return value_line("limits", listed(limits), rule.limits);
}
std::string values(const SanctionRule& rule) {
  return value_line("basic_lines", number(rule.basic_lines.value), rule.basic_lines);
}
std::string values(const RiskRule& rule) {
  return value_line("weights", weights_text(rule.weights.value), rule.weights) +
         value_line("extra_check", number(rule.extra_check.value), rule.extra_check) +
         value_line("attended", number(rule.attended.value), rule.attended);
}
std::string values(const IotRule& rule) {
  return value_line("needs", names(rule.needs.value, iot_need_text), rule.needs);
}

}  // namespace

std::string values_of(const Parameters& parameters) {
  return std::visit([](const auto& one) { return values(one); }, parameters);
}

}  // namespace truename::policy
