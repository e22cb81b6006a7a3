// import_network: brings the network's own events in (R50, R64), each once, and the devices it saw
// (R75); the pack's life table decides what an event does, and no subscriber is looked at.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "base/result.h"
#include "domain/life_event.h"
#include "registration/change_line.h"
#include "registration/ports_network.h"

namespace truename::registration {

// docs/formats/network_events.md. One of msisdn and iccid says which line.
struct NetworkEvent {
  std::string id;
  domain::EventKind kind = domain::EventKind::device_change;
  Timestamp at;
  std::optional<domain::Msisdn> msisdn;
  std::optional<domain::Iccid> iccid;
  std::optional<domain::Imei> device;
};
// bad_input says what to mend, and repeats no number.
Result<NetworkEvent> parse_network_event(std::string_view line);

// When a device is busy: own design, an operator sets them after its first weeks. No family shares
// one telephone among six cards in a day; a box of cards does.
struct BusyLimit {
  std::size_t most = 5;  // numbers; more are busy
  Duration window{24LL * 60 * 60 * 1000};
};
constexpr int kBusyWindowHoursLimit = 30 * 24;  // sightings are kept no longer

// A line of the file that did nothing, and why.
struct LeftOut {
  std::size_t place = 0;                 // line of the file, from 1
  std::optional<domain::Msisdn> msisdn;  // when it is known
  std::string why;  // "network.unknown_line", a refusal's code, or what is broken
};
struct NetworkReport {
  std::size_t moved = 0;
  std::size_t before = 0;   // told by an earlier call
  std::size_t unheard = 0;  // the pack's table has no row on that event at all
  std::size_t unknown = 0;  // no line has the number or the card, or the holder came later
  std::size_t refused = 0;  // by the table
  std::size_t broken = 0;
  std::vector<LeftOut> left_out;  // the first thousand of the last three
  std::vector<BusyDevice> busy;
};

// JSON lines, in their order. A broken line stops no other. Errors of ports stop it; asked again it
// goes on, since each event's id is told once.
Result<NetworkReport> import_network(std::string_view text, const BusyLimit& limit,
                                     Devices& devices, const LifeSetting& setting);

}  // namespace truename::registration
