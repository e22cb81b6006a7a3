// The life of one number: which state it is in, who holds it, what is running; values only.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/value.h"
#include "domain/application.h"
#include "domain/line.h"
#include "domain/principal.h"

namespace truename::domain {

// What the network carries for a line, least first. Emergency numbers, the operator's care and
// public alerts are carried in every one but none (R52).
enum class Service {
  none,            // never carried anything yet, or carries nothing any more
  emergency_only,  // suspended both ways
  incoming_only,   // outgoing suspended
  full,
};
std::string_view service_text(Service service);
std::optional<Service> parse_service(std::string_view text);
constexpr bool reaches_emergency(Service service) { return service != Service::none; }

// What hangs over a held line beside its state.
enum class LineMark : std::uint8_t {
  disputed,             // its holder says that it is not theirs (R55)
  fraud_review,         // a person looks at it (R46)
  sanctioned,           // its holder is on a list with an end date (R76)
  sms_barred,           // after a SIM replacement (R49)
  port_locked,          // after a SIM replacement (R49)
  reverification_open,  // its holder was asked to be verified again (R51)
  time_limited,         // opened on a document that ends (R12)
  holder_ended,         // death or dissolution was reported (R62)
};
inline constexpr std::array kLineMarks = {LineMark::disputed,     LineMark::fraud_review,
                                          LineMark::sanctioned,   LineMark::sms_barred,
                                          LineMark::port_locked,  LineMark::reverification_open,
                                          LineMark::time_limited, LineMark::holder_ended};
std::string_view mark_text(LineMark mark);
std::optional<LineMark> parse_line_mark(std::string_view text);

class LineMarks {
 public:
  constexpr LineMarks() = default;
  constexpr LineMarks(std::initializer_list<LineMark> marks) {
    for (const LineMark mark : marks) add(mark);
  }
  constexpr bool has(LineMark mark) const { return (bits_ & bit(mark)) != 0; }
  constexpr void add(LineMark mark) { bits_ |= bit(mark); }
  constexpr void add(LineMarks marks) { bits_ |= marks.bits_; }
  constexpr void remove(LineMarks marks) { bits_ &= ~marks.bits_; }
  constexpr bool empty() const { return bits_ == 0; }
  friend bool operator==(const LineMarks&, const LineMarks&) = default;

 private:
  static constexpr unsigned bit(LineMark mark) { return 1U << static_cast<unsigned>(mark); }
  unsigned bits_ = 0;
};

// Keyed digest of an identity (R68): counts lines without a number in the clear, and dies with the
// person's key.
using HolderId = Strong<struct HolderIdTag, std::array<std::uint8_t, 16>>;
std::string holder_text(const HolderId& holder);  // 32 hex digits
std::optional<HolderId> parse_holder(std::string_view text);

std::optional<LineClass> parse_line_class(std::string_view text);

// A running clock of the pack: when it is due, the event "clock:<id>" happens, once.
struct RunningClock {
  std::string id;
  Timestamp due;
  friend bool operator==(const RunningClock&, const RunningClock&) = default;
};

// A number keeps its life over all its holders; `epoch` tells them apart (R59).
struct Life {
  Line line;          // the card is empty while nobody holds the number
  std::string state;  // of the pack's life table
  std::optional<HolderId> holder;
  std::string proof;  // the case whose approval made this holder the holder (R1)
  LineClass line_class = LineClass::personal;
  std::uint32_t epoch = 0;  // grows by one whenever a holder leaves
  Timestamp epoch_since;    // of its last growth: says "changed", names nobody
  Timestamp held_since;     // of this holder
  Timestamp state_since;
  Timestamp changed_at;                  // of the last event; nothing before it can happen any more
  std::uint64_t revision = 0;            // events so far
  std::vector<PrincipalId> measures_by;  // who took or confirmed a measure against it, once each
  LineMarks marks;
  std::vector<RunningClock> clocks;  // soonest first, each id at most once
  friend bool operator==(const Life&, const Life&) = default;
};
// What a number is before anything happened to it, in the pack's first state.
Life unborn(const Msisdn& msisdn, std::string_view first_state);

Value life_value(const Life& life);           // docs/formats/life.md
Result<Life> parse_life(const Value& value);  // refuses unknown keys

}  // namespace truename::domain
