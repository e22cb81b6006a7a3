#include "registration/import_network.h"

#include <algorithm>
#include <utility>

namespace truename::registration {
namespace {

constexpr Duration kSkew{5 * 60 * 1000};  // between the network's clock and this one's
constexpr std::size_t kListed = 1000;     // of what was left out; a person reads no more
constexpr std::size_t kTogether = 1000;   // sightings a transaction

bool listens(const policy::LifeTable& table, domain::EventKind kind) {
  return std::ranges::any_of(
      table.transitions, [kind](const policy::LifeTransition& move) { return move.on == kind; });
}

class Import {
 public:
  Import(Devices& devices, const LifeSetting& setting) : devices_(devices), setting_(setting) {}

  Status take(std::string_view line, std::size_t place) {
    auto event = parse_network_event(line);
    if (event && event->at > setting_.clock.now() + kSkew) {
      event = fail(ErrorCode::bad_input, "\"at\" lies in the future; look at the network's clock.");
    }
    if (!event) {
      ++report_.broken;
      leave_out(place, std::nullopt, event.error().message);
      return {};
    }
    const auto life = TRY(life_of_event(*event));
    // What an earlier holder's device did is not held against this one.
    if (!life || !life->holder || event->at < life->held_since) {
      ++report_.unknown;
      leave_out(place, event->msisdn, "network.unknown_line");
      return {};
    }
    TRY_STATUS(see(*event, life->line.msisdn));
    return tell(*event, life->line.msisdn, place);
  }

  Result<NetworkReport> finish(const BusyLimit& limit) {
    TRY_STATUS(write_seen());
    const Timestamp since{setting_.clock.now().unix_ms - limit.window.ms};
    report_.busy = TRY(devices_.busy(since, limit.most));
    return std::move(report_);
  }

 private:
  Result<std::optional<domain::Life>> life_of_event(const NetworkEvent& event) {
    auto msisdn = event.msisdn;
    if (event.iccid) msisdn = TRY(devices_.number_of(*event.iccid));
    if (!msisdn) return std::optional<domain::Life>();
    return setting_.lives.find(*msisdn);
  }

  Status see(const NetworkEvent& event, const domain::Msisdn& msisdn) {
    if (!event.device) return {};
    seen_.push_back({*event.device, msisdn, event.at});
    return seen_.size() < kTogether ? Status() : write_seen();
  }

  Status write_seen() {
    TRY_STATUS(devices_.see(seen_));
    seen_.clear();
    return {};
  }

  Status tell(const NetworkEvent& told, const domain::Msisdn& msisdn, std::size_t place) {
    if (!listens(setting_.pack.life, told.kind)) {
      ++report_.unheard;
      return {};
    }
    domain::LifeEvent event;
    event.kind = told.kind;
    event.key = "network:" + told.id;
    if (TRY(setting_.lives.find_change(event.key))) {
      ++report_.before;
      return {};
    }
    const LifeChange change = TRY(change_line(msisdn, std::move(event), setting_));
    if (!change.refusal) {
      ++report_.moved;
      return {};
    }
    ++report_.refused;
    leave_out(place, msisdn, change.refusal->code);
    return {};
  }

  void leave_out(std::size_t place, std::optional<domain::Msisdn> msisdn, std::string why) {
    if (report_.left_out.size() >= kListed) return;
    report_.left_out.push_back({place, std::move(msisdn), std::move(why)});
  }

  Devices& devices_;
  const LifeSetting& setting_;
  std::vector<DeviceSighting> seen_;
  NetworkReport report_;
};

}  // namespace

Result<NetworkReport> import_network(std::string_view text, const BusyLimit& limit,
                                     Devices& devices, const LifeSetting& setting) {
  Import import(devices, setting);
  for (std::size_t place = 1; !text.empty(); ++place) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) TRY_STATUS(import.take(line, place));
  }
  return import.finish(limit);
}

}  // namespace truename::registration
