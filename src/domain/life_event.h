// What can happen to a line: a closed set of events, each by somebody or by a clock; values only.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "base/value.h"
#include "domain/life.h"
#include "domain/principal.h"

namespace truename::domain {

enum class EventKind {
  open,               // sold to a proofed holder
  port_in,            // the same, with a number from another operator (R65)
  activated,          // the network carries it from now on (R43)
  transfer,           // to another holder, both proofed (R45)
  sim_replace,        // a new card or profile for the same number (R48)
  device_change,      // the network saw the card in another device (R50)
  reverify_ask,       // the holder is asked to be verified again (R51, R60)
  reverify_pass,      //
  reverify_fail,      //
  disown,             // the holder says: not mine (R55)
  dispute_upheld,     // it is not theirs
  dispute_dismissed,  //
  suspend,            // ordered by a person, with a reason
  restore,            //
  fraud_flag,         // a fraud officer opens a review
  fraud_clear,        //
  appeal_upheld,      // a measure is lifted by another person than took it (R77)
  appeal_dismissed,   //
  sanction,           // the holder came on a list, with an end date (R76)
  scenario_breach,    // an IoT line was used outside its scenario (R64)
  holder_end,         // death, or dissolution of an organisation (R62)
  succeed,            // an heir or successor takes the line
  close,              //
  port_out,           // the number goes to another operator
  clock,              // a running clock of the pack is due
};
inline constexpr std::size_t kEventKinds = static_cast<std::size_t>(EventKind::clock) + 1;
std::string_view event_text(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view text);

struct LifeEvent {
  EventKind kind = EventKind::open;
  std::string clock;  // the clock's id, for kind clock only
  std::string key;    // of one event, once: 1..128 printable ASCII characters
  Timestamp at;
  std::optional<Actor> by;            // absent: a clock, the network or a list did it
  std::optional<Actor> confirmed_by;  // a second person, where the rule wants two
  std::optional<HolderId> holder;     // whom a proof speaks of
  std::string proof;                  // approved case of that holder
  std::string giver_proof;            // approved case of the holder who gives the line away
  std::optional<Iccid> iccid;         // the card from now on
  std::optional<LineClass> line_class;
  std::optional<Timestamp> until;  // when what begins now ends by itself
  std::string reason;              // code of a list or a measure, 0..64 of a-z, 0-9, "_.-"
  friend bool operator==(const LifeEvent&, const LifeEvent&) = default;
};

Value event_value(const LifeEvent& event);          // docs/formats/life.md
Result<LifeEvent> parse_event(const Value& value);  // refuses unknown keys
// bad_input: parse_event would refuse it, so that what was written could not be read again.
Status check_event(const LifeEvent& event);

}  // namespace truename::domain
