#include "domain/application.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace truename::domain {

std::string_view application_kind_text(ApplicationKind kind) {
  switch (kind) {
    case ApplicationKind::open:
      return "open";
    case ApplicationKind::transfer:
      return "transfer";
    case ApplicationKind::sim_replace:
      return "sim_replace";
    case ApplicationKind::reverify:
      return "reverify";
    case ApplicationKind::port_in:
      return "port_in";
    case ApplicationKind::device_change:
      return "device_change";
    case ApplicationKind::close:
      return "close";
    case ApplicationKind::own_lines:
      return "own_lines";
    case ApplicationKind::disown:
      return "disown";
  }
  CHECK(false);
}

std::optional<ApplicationKind> parse_application_kind(std::string_view text) {
  for (const ApplicationKind kind : kApplicationKinds) {
    if (application_kind_text(kind) == text) return kind;
  }
  return std::nullopt;
}

std::string_view line_class_text(LineClass line_class) {
  switch (line_class) {
    case LineClass::personal:
      return "personal";
    case LineClass::organisation:
      return "organisation";
    case LineClass::iot:
      return "iot";
  }
  CHECK(false);
}

std::string_view applicant_text(Applicant applicant) {
  switch (applicant) {
    case Applicant::self:
      return "self";
    case Applicant::agent:
      return "agent";
    case Applicant::guardian:
      return "guardian";
    case Applicant::organisation:
      return "organisation";
    case Applicant::heir:
      return "heir";
  }
  CHECK(false);
}

std::string_view channel_text(Channel channel) {
  switch (channel) {
    case Channel::outlet:
      return "outlet";
    case Channel::remote:
      return "remote";
  }
  CHECK(false);
}

std::string_view way_text(Way way) {
  switch (way) {
    case Way::face:
      return "face";
    case Way::attended_visual:
      return "attended_visual";
    case Way::network_credential:
      return "network_credential";
  }
  CHECK(false);
}

namespace {

constexpr std::size_t kNameLimit = 40;  // as of a device signal (domain/capture.cc)

// The checks of one part under their names, for writing and for reading alike.
template <class Part>
using Member = std::pair<const char*, Check Part::*>;

constexpr Member<ShownEvidence> kShown[] = {
    {"own_document", &ShownEvidence::own_document},
    {"authorisation", &ShownEvidence::authorisation},
    {"relation", &ShownEvidence::relation},
    {"responsible_person", &ShownEvidence::responsible_person},
    {"end_subscribers", &ShownEvidence::end_subscribers},
    {"organisation_document", &ShownEvidence::organisation_document}};
constexpr Member<AttendedEvidence> kAttended[] = {{"checked", &AttendedEvidence::checked},
                                                  {"confirmed", &AttendedEvidence::confirmed},
                                                  {"two_persons", &AttendedEvidence::two_persons}};
constexpr Member<CredentialEvidence> kCredential[] = {
    {"issuer_trusted", &CredentialEvidence::issuer_trusted},
    {"holder_bound", &CredentialEvidence::holder_bound},
    {"nonce", &CredentialEvidence::nonce},
    {"audience", &CredentialEvidence::audience},
    {"status", &CredentialEvidence::status},
    {"in_time", &CredentialEvidence::in_time}};
constexpr Member<IotEvidence> kIot[] = {{"assessment", &IotEvidence::assessment},
                                        {"scenario", &IotEvidence::scenario},
                                        {"devices", &IotEvidence::devices}};

template <class Part, std::size_t kCount>
void write_checks(Value& out, const Part& part, const Member<Part> (&members)[kCount]) {
  for (const auto& [key, check] : members) set_check(out, key, part.*check);
}

template <class Part, std::size_t kCount>
void read_checks(Fields& in, Part& part, const Member<Part> (&members)[kCount]) {
  for (const auto& [key, check] : members) part.*check = read_check_or_none(in, key);
}

template <class Part, std::size_t kCount>
Result<Part> parse_part(Fields& application, std::string_view key,
                        const Member<Part> (&members)[kCount]) {
  Part out;
  if (!application.has(key)) return out;
  Fields in(application.object(key), application.where() + "." + std::string(key));
  read_checks(in, out, members);
  TRY_STATUS(in.finish());
  return out;
}

Result<CredentialEvidence> parse_credential(Fields& application) {
  CredentialEvidence out;
  if (!application.has("credential")) return out;
  Fields in(application.object("credential"), application.where() + ".credential");
  if (in.has("scheme")) out.scheme = read_signal_name(in, in.text("scheme"));
  read_checks(in, out, kCredential);
  TRY_STATUS(in.finish());
  return out;
}

template <class Enum, std::size_t kCount>
void read_or_keep(Fields& in, std::string_view key, Enum& out, const Enum (&all)[kCount],
                  std::string_view (*name)(Enum)) {
  if (in.has(key)) out = read_named(in, key, all, name);
}

void write_part(Value& out, std::string_view key, Value part) {
  if (!part.is_null()) out.set(std::string(key), std::move(part));
}

}  // namespace

bool vouches(const CredentialEvidence& credential) {
  return credential.issuer_trusted == Check::pass && credential.holder_bound == Check::pass &&
         credential.nonce == Check::pass && credential.audience == Check::pass &&
         credential.in_time == Check::pass && credential.status != Check::fail;
}

std::string read_signal_name(Fields& in, const std::string& text) {
  const bool fits = !text.empty() && text.size() <= kNameLimit &&
                    std::all_of(text.begin(), text.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                    });
  if (!fits) in.complain("has the name \"" + text + "\"; write 1 to 40 of a-z, 0-9 and _");
  return text;
}

Value application_value(const Application& application) {
  const Application usual;
  Value out;
  if (application.kind != usual.kind) out.set("kind", application_kind_text(application.kind));
  if (application.line_class != usual.line_class) {
    out.set("line_class", line_class_text(application.line_class));
  }
  if (application.applicant != usual.applicant) {
    out.set("applicant", applicant_text(application.applicant));
  }
  if (application.channel != usual.channel) out.set("channel", channel_text(application.channel));
  if (application.way != usual.way) out.set("way", way_text(application.way));
  Value shown;
  write_checks(shown, application.shown, kShown);
  write_part(out, "shown", std::move(shown));
  Value attended;
  write_checks(attended, application.attended, kAttended);
  write_part(out, "attended", std::move(attended));
  if (!application.checked_by.empty()) out.set("checked_by", application.checked_by);
  if (!application.confirmed_by.empty()) out.set("confirmed_by", application.confirmed_by);
  Value credential;
  if (!application.credential.scheme.empty()) {
    credential.set("scheme", application.credential.scheme);
  }
  write_checks(credential, application.credential, kCredential);
  write_part(out, "credential", std::move(credential));
  Value iot;
  write_checks(iot, application.iot, kIot);
  write_part(out, "iot", std::move(iot));
  return out;
}

Result<Application> parse_application(const Value& value) {
  Fields in(value, "evidence.application");
  Application out;
  read_or_keep(in, "kind", out.kind, kApplicationKinds, application_kind_text);
  read_or_keep(in, "line_class", out.line_class, kLineClasses, line_class_text);
  read_or_keep(in, "applicant", out.applicant, kApplicants, applicant_text);
  read_or_keep(in, "channel", out.channel, kChannels, channel_text);
  read_or_keep(in, "way", out.way, kWays, way_text);
  out.shown = TRY(parse_part(in, "shown", kShown));
  out.attended = TRY(parse_part(in, "attended", kAttended));
  out.checked_by = in.text_or("checked_by", "");
  out.confirmed_by = in.text_or("confirmed_by", "");
  out.credential = TRY(parse_credential(in));
  out.iot = TRY(parse_part(in, "iot", kIot));
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::domain
