#include "policy/drift.h"

#include <utility>

namespace truename::policy {

Drift::Drift(std::span<const Watch> watches) {
  for (const Watch& watch : watches) {
    Window window{.watch = watch,
                  .shown = std::vector<bool>(static_cast<std::size_t>(watch.window.value)),
                  .standing = {.signal = watch.signal, .limit = watch.limit.value}};
    if (watch.signal == Signal::device_shift) window.devices.emplace(watch.window.value);
    windows_.push_back(std::move(window));
  }
}

void Drift::count(Window& window, const Sighting& sighting) {
  DriftStanding& standing = window.standing;
  if (standing.counted < window.watch.window.value) ++standing.counted;
  if (window.devices) {
    window.devices->add(sighting.device);
    standing.shown = window.devices->moved();
    return;
  }
  const bool now = shows(window.watch.signal, sighting.evidence, sighting.decision);
  standing.shown += static_cast<int>(now) - static_cast<int>(window.shown[window.next]);
  window.shown[window.next] = now;
  window.next = (window.next + 1) % window.shown.size();
}

std::vector<DriftStanding> Drift::add(const Sighting& sighting) {
  std::vector<DriftStanding> turned;
  for (Window& window : windows_) {
    count(window, sighting);
    DriftStanding& standing = window.standing;
    const bool full = standing.counted == window.watch.window.value;
    const bool alert = full && standing.shown > standing.limit * standing.counted;
    if (alert != standing.alert) {
      standing.alert = alert;
      turned.push_back(standing);
    }
  }
  return turned;
}

std::vector<DriftStanding> Drift::standings() const {
  std::vector<DriftStanding> out;
  for (const Window& window : windows_) out.push_back(window.standing);
  return out;
}

}  // namespace truename::policy
