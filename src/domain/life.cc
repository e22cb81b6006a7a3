#include "domain/life.h"

#include <sstream>

#include "base/bytes.h"
#include "base/check.h"
#include "base/fields.h"
#include "domain/read_time.h"

namespace truename::domain {
namespace {

constexpr std::size_t kClocksLimit = 64;  // as many as a pack may have

Result<std::vector<RunningClock>> parse_clocks(const Array& values) {
  if (values.size() > kClocksLimit) {
    return fail(ErrorCode::too_large, "life.clocks has more than 64 running clocks.");
  }
  std::vector<RunningClock> out;
  for (const Value& value : values) {
    Fields in(value, "life.clocks");
    out.push_back({.id = in.text("id"), .due = read_time(in, "due")});
    TRY_STATUS(in.finish());
  }
  return out;
}

// Ids have no space; nobody is "".
std::string names_of(const std::vector<PrincipalId>& principals) {
  std::string out;
  for (const PrincipalId& one : principals) out += (out.empty() ? "" : " ") + one.get();
  return out;
}

std::vector<PrincipalId> read_names(Fields& in, const std::string& key) {
  std::vector<PrincipalId> out;
  std::istringstream names(in.text(key));
  for (std::string name; names >> name;) out.emplace_back(name);
  if (names_of(out) != in.text(key)) in.complain("has ids in " + key + " that no space divides");
  return out;
}

}  // namespace

std::string_view service_text(Service service) {
  switch (service) {
    case Service::none:
      return "none";
    case Service::emergency_only:
      return "emergency_only";
    case Service::incoming_only:
      return "incoming_only";
    case Service::full:
      return "full";
  }
  CHECK(false);
}

std::optional<Service> parse_service(std::string_view text) {
  for (const Service service :
       {Service::none, Service::emergency_only, Service::incoming_only, Service::full}) {
    if (service_text(service) == text) return service;
  }
  return std::nullopt;
}

std::string_view mark_text(LineMark mark) {
  switch (mark) {
    case LineMark::disputed:
      return "disputed";
    case LineMark::fraud_review:
      return "fraud_review";
    case LineMark::sanctioned:
      return "sanctioned";
    case LineMark::sms_barred:
      return "sms_barred";
    case LineMark::port_locked:
      return "port_locked";
    case LineMark::reverification_open:
      return "reverification_open";
    case LineMark::time_limited:
      return "time_limited";
    case LineMark::holder_ended:
      return "holder_ended";
  }
  CHECK(false);
}

std::optional<LineMark> parse_line_mark(std::string_view text) {
  for (const LineMark mark : kLineMarks) {
    if (mark_text(mark) == text) return mark;
  }
  return std::nullopt;
}

std::string holder_text(const HolderId& holder) { return to_hex(holder.get()); }

std::optional<HolderId> parse_holder(std::string_view text) {
  const auto bytes = from_hex(text);
  std::array<std::uint8_t, 16> out{};
  if (!bytes || bytes->size() != out.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return HolderId(out);
}

std::optional<LineClass> parse_line_class(std::string_view text) {
  for (const LineClass one : kLineClasses) {
    if (line_class_text(one) == text) return one;
  }
  return std::nullopt;
}

Life unborn(const Msisdn& msisdn, std::string_view first_state) {
  Life life;
  life.line.msisdn = msisdn;
  life.state = first_state;
  return life;
}

Value life_value(const Life& life) {
  Array marks;
  for (const LineMark mark : kLineMarks) {
    if (life.marks.has(mark)) marks.push_back(mark_text(mark));
  }
  Array clocks;
  for (const RunningClock& clock : life.clocks) {
    clocks.push_back(Value().set("id", clock.id).set("due", timestamp_text(clock.due)));
  }
  return Value()
      .set("msisdn", life.line.msisdn.get())
      .set("iccid", life.line.iccid.get())
      .set("state", life.state)
      .set("holder", life.holder ? holder_text(*life.holder) : "")
      .set("proof", life.proof)
      .set("line_class", line_class_text(life.line_class))
      .set("epoch", std::int64_t{life.epoch})
      .set("epoch_since", timestamp_text(life.epoch_since))
      .set("held_since", timestamp_text(life.held_since))
      .set("state_since", timestamp_text(life.state_since))
      .set("changed_at", timestamp_text(life.changed_at))
      .set("revision", static_cast<std::int64_t>(life.revision))
      .set("measure_by", names_of(life.measures_by))
      .set("marks", std::move(marks))
      .set("clocks", std::move(clocks));
}

Result<Life> parse_life(const Value& value) {
  Fields in(value, "life");
  Life out;
  out.line = {Msisdn(in.text("msisdn")), Iccid(in.text("iccid"))};
  out.state = in.text("state");
  const std::string holder = in.text("holder");
  if (!holder.empty()) out.holder = parse_holder(holder);
  if (!holder.empty() && !out.holder) in.complain("needs \"holder\" as 32 hex digits");
  out.proof = in.text("proof");
  const auto line_class = parse_line_class(in.text("line_class"));
  if (!line_class) in.complain("has an unknown line_class");
  out.line_class = line_class.value_or(LineClass::personal);
  const std::int64_t epoch = in.integer("epoch");
  const std::int64_t revision = in.integer("revision");
  if (epoch < 0 || epoch > UINT32_MAX || revision < 0) in.complain("has a count out of range");
  out.epoch = static_cast<std::uint32_t>(epoch);
  out.revision = static_cast<std::uint64_t>(revision);
  out.epoch_since = read_time(in, "epoch_since");
  out.held_since = read_time(in, "held_since");
  out.state_since = read_time(in, "state_since");
  out.changed_at = read_time(in, "changed_at");
  out.measures_by = read_names(in, "measure_by");
  for (const std::string& text : in.texts("marks")) {
    const auto mark = parse_line_mark(text);
    if (!mark) in.complain("has the unknown mark \"" + text + "\"");
    if (mark) out.marks.add(*mark);
  }
  const Array& clocks = in.array("clocks");
  TRY_STATUS(in.finish());
  out.clocks = TRY(parse_clocks(clocks));
  return out;
}

}  // namespace truename::domain
