// Application: what is asked for, by whom and by which way it is proofed; nothing that names
// anybody.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "domain/check.h"

namespace truename::domain {

enum class ApplicationKind {
  open,
  transfer,
  sim_replace,
  reverify,
  port_in,
  device_change,
  close,
  own_lines,  // which lines stand in my name
  disown,     // "not mine"
};
constexpr ApplicationKind kApplicationKinds[] = {
    ApplicationKind::open,     ApplicationKind::transfer,  ApplicationKind::sim_replace,
    ApplicationKind::reverify, ApplicationKind::port_in,   ApplicationKind::device_change,
    ApplicationKind::close,    ApplicationKind::own_lines, ApplicationKind::disown};
std::string_view application_kind_text(ApplicationKind kind);
std::optional<ApplicationKind> parse_application_kind(std::string_view text);

enum class LineClass { personal, organisation, iot };
constexpr LineClass kLineClasses[] = {LineClass::personal, LineClass::organisation, LineClass::iot};
std::string_view line_class_text(LineClass line_class);

// Who stands at the counter, or holds the telephone.
enum class Applicant { self, agent, guardian, organisation, heir };
constexpr Applicant kApplicants[] = {Applicant::self, Applicant::agent, Applicant::guardian,
                                     Applicant::organisation, Applicant::heir};
std::string_view applicant_text(Applicant applicant);

enum class Channel {
  outlet,  // the operator's own or an authorised one: a clerk is present
  remote,  // nobody of the operator is present
};
constexpr Channel kChannels[] = {Channel::outlet, Channel::remote};
std::string_view channel_text(Channel channel);

// The way of proofing. The two others than the face lower no document check (R13, R34).
enum class Way { face, attended_visual, network_credential };
constexpr Way kWays[] = {Way::face, Way::attended_visual, Way::network_credential};
std::string_view way_text(Way way);

// What whoever acts for the holder has shown. not_applicable: nothing was shown.
struct ShownEvidence {
  Check own_document = Check::not_applicable;           // of the agent, guardian, heir or handler
  Check authorisation = Check::not_applicable;          // by the holder or the organisation
  Check relation = Check::not_applicable;               // to the child or the deceased
  Check responsible_person = Check::not_applicable;     // named by the organisation
  Check end_subscribers = Check::not_applicable;        // each of them verified
  Check organisation_document = Check::not_applicable;  // licence or certificate
  friend bool operator==(const ShownEvidence&, const ShownEvidence&) = default;
};

// One person looked from document to holder, another looked again.
struct AttendedEvidence {
  Check checked = Check::not_applicable;
  Check confirmed = Check::not_applicable;
  Check two_persons = Check::not_applicable;  // their opaque ids differ
  friend bool operator==(const AttendedEvidence&, const AttendedEvidence&) = default;
};

// A network identity credential or verifiable presentation, after its examination (R14).
struct CredentialEvidence {
  std::string scheme;  // a name that packs list: "sd_jwt_vc"
  Check issuer_trusted = Check::not_applicable;
  Check holder_bound = Check::not_applicable;
  Check nonce = Check::not_applicable;
  Check audience = Check::not_applicable;
  Check status = Check::not_applicable;  // not_applicable: its status could not be learnt
  Check in_time = Check::not_applicable;
  friend bool operator==(const CredentialEvidence&, const CredentialEvidence&) = default;
};

// Whether it may stand for who shows it: nothing speaks against it. Its status may be unknown,
// which a person then looks into.
bool vouches(const CredentialEvidence& credential);

// Before an IoT line is sold (R64, R81).
struct IotEvidence {
  Check assessment = Check::not_applicable;  // of the buyer's risk
  Check scenario = Check::not_applicable;    // the line is bound to one
  Check devices = Check::not_applicable;     // the line is bound to a list of them
  friend bool operator==(const IotEvidence&, const IotEvidence&) = default;
};

// As constructed it is what every case was before applications had kinds.
struct Application {
  ApplicationKind kind = ApplicationKind::open;
  LineClass line_class = LineClass::personal;
  Applicant applicant = Applicant::self;
  Channel channel = Channel::outlet;
  Way way = Way::face;
  ShownEvidence shown;
  AttendedEvidence attended;
  std::string checked_by;  // principals' ids; empty: nobody, or nobody said
  std::string confirmed_by;
  CredentialEvidence credential;
  IotEvidence iot;
  friend bool operator==(const Application&, const Application&) = default;
};

// Canonical tree with only what differs from a new Application; null when nothing does.
Value application_value(const Application& application);
// Absent members are as in a new Application; unknown ones are refused.
Result<Application> parse_application(const Value& value);

// "sd_jwt_vc", "many_numbers": what programs compare. Complains unless of 1 to 40 a-z, 0-9 and _.
std::string read_signal_name(Fields& in, const std::string& text);

}  // namespace truename::domain
