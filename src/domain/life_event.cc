#include "domain/life_event.h"

#include <algorithm>

#include "base/check.h"
#include "base/fields.h"
#include "domain/read_time.h"

namespace truename::domain {
namespace {

constexpr std::size_t kKeyLimit = 128;
constexpr std::size_t kReasonLimit = 64;

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kKeyLimit &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

bool is_reason(std::string_view text) {
  return text.size() <= kReasonLimit && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
                  c == '-';
         });
}

Value actor_value(const std::optional<Actor>& actor) {
  if (!actor) return {};
  return Value().set("id", actor->id.get()).set("role", role_text(actor->role));
}

Result<std::optional<Actor>> parse_actor(const Value* value, const char* where) {
  if (value == nullptr) return std::optional<Actor>();
  Fields in(*value, where);
  Actor out{.id = PrincipalId(in.text("id"))};
  const auto role = parse_role(in.text("role"));
  if (!role) in.complain("has an unknown role");
  out.role = role.value_or(Role::clerk);
  TRY_STATUS(in.finish());
  return std::optional<Actor>(std::move(out));
}

void read_optional_parts(Fields& in, LifeEvent& out) {
  if (in.has("holder")) {
    out.holder = parse_holder(in.text("holder"));
    if (!out.holder) in.complain("needs \"holder\" as 32 hex digits");
  }
  if (in.has("iccid")) out.iccid = Iccid(in.text("iccid"));
  if (in.has("line_class")) {
    out.line_class = parse_line_class(in.text("line_class"));
    if (!out.line_class) in.complain("has an unknown line_class");
  }
  if (in.has("until")) out.until = read_time(in, "until");
}

}  // namespace

std::string_view event_text(EventKind kind) {
  switch (kind) {
    case EventKind::open:
      return "open";
    case EventKind::port_in:
      return "port_in";
    case EventKind::activated:
      return "activated";
    case EventKind::transfer:
      return "transfer";
    case EventKind::sim_replace:
      return "sim_replace";
    case EventKind::device_change:
      return "device_change";
    case EventKind::reverify_ask:
      return "reverify_ask";
    case EventKind::reverify_pass:
      return "reverify_pass";
    case EventKind::reverify_fail:
      return "reverify_fail";
    case EventKind::disown:
      return "disown";
    case EventKind::dispute_upheld:
      return "dispute_upheld";
    case EventKind::dispute_dismissed:
      return "dispute_dismissed";
    case EventKind::suspend:
      return "suspend";
    case EventKind::restore:
      return "restore";
    case EventKind::fraud_flag:
      return "fraud_flag";
    case EventKind::fraud_clear:
      return "fraud_clear";
    case EventKind::appeal_upheld:
      return "appeal_upheld";
    case EventKind::appeal_dismissed:
      return "appeal_dismissed";
    case EventKind::sanction:
      return "sanction";
    case EventKind::scenario_breach:
      return "scenario_breach";
    case EventKind::holder_end:
      return "holder_end";
    case EventKind::succeed:
      return "succeed";
    case EventKind::close:
      return "close";
    case EventKind::port_out:
      return "port_out";
    case EventKind::clock:
      return "clock";
  }
  CHECK(false);
}

std::optional<EventKind> parse_event_kind(std::string_view text) {
  for (std::size_t i = 0; i < kEventKinds; ++i) {
    if (event_text(static_cast<EventKind>(i)) == text) return static_cast<EventKind>(i);
  }
  return std::nullopt;
}

// Absent parts are left out, so that a later part changes no earlier event's digest.
Value event_value(const LifeEvent& event) {
  Value out;
  out.set("kind", event_text(event.kind));
  if (!event.clock.empty()) out.set("clock", event.clock);
  out.set("key", event.key).set("at", timestamp_text(event.at));
  if (event.by) out.set("by", actor_value(event.by));
  if (event.confirmed_by) out.set("confirmed_by", actor_value(event.confirmed_by));
  if (event.holder) out.set("holder", holder_text(*event.holder));
  if (!event.proof.empty()) out.set("proof", event.proof);
  if (!event.giver_proof.empty()) out.set("giver_proof", event.giver_proof);
  if (event.iccid) out.set("iccid", event.iccid->get());
  if (event.line_class) out.set("line_class", line_class_text(*event.line_class));
  if (event.until) out.set("until", timestamp_text(*event.until));
  if (!event.reason.empty()) out.set("reason", event.reason);
  return out;
}

Result<LifeEvent> parse_event(const Value& value) {
  Fields in(value, "event");
  LifeEvent out;
  const auto kind = parse_event_kind(in.text("kind"));
  if (!kind) in.complain("has an unknown kind");
  out.kind = kind.value_or(EventKind::clock);
  out.clock = in.text_or("clock", "");
  out.key = in.text("key");
  out.at = read_time(in, "at");
  const Value* const by = in.any("by");
  const Value* const confirmed_by = in.any("confirmed_by");
  out.proof = in.text_or("proof", "");
  out.giver_proof = in.text_or("giver_proof", "");
  out.reason = in.text_or("reason", "");
  read_optional_parts(in, out);
  TRY_STATUS(in.finish());
  out.by = TRY(parse_actor(by, "event.by"));
  out.confirmed_by = TRY(parse_actor(confirmed_by, "event.confirmed_by"));
  TRY_STATUS(check_event(out));
  return out;
}

Status check_event(const LifeEvent& event) {
  const auto wrong = [](const char* what) {
    return fail(ErrorCode::bad_input, std::string("event ") + what + ".");
  };
  if (!is_key(event.key)) return wrong("needs a \"key\" of 1 to 128 printable characters");
  if (!is_reason(event.reason)) return wrong("needs a \"reason\" of at most 64 of a-z 0-9 _ . -");
  if ((event.kind == EventKind::clock) == event.clock.empty()) {
    return wrong("names a \"clock\" exactly when its kind is clock");
  }
  return {};
}

}  // namespace truename::domain
