#include "policy/drift.h"

namespace truename::policy {

Drift::Drift(std::span<const Watch> watches) {
  for (const Watch& watch : watches) {
    windows_.push_back({.watch = watch,
                        .shown = std::vector<bool>(static_cast<std::size_t>(watch.window.value)),
                        .standing = {.signal = watch.signal, .limit = watch.limit.value}});
  }
}

std::vector<DriftStanding> Drift::add(const domain::Evidence& evidence,
                                      const domain::Decision& decision) {
  std::vector<DriftStanding> turned;
  for (Window& window : windows_) {
    DriftStanding& standing = window.standing;
    const bool now = shows(window.watch.signal, evidence, decision);
    standing.shown += static_cast<int>(now) - static_cast<int>(window.shown[window.next]);
    window.shown[window.next] = now;
    window.next = (window.next + 1) % window.shown.size();
    if (standing.counted < window.watch.window.value) ++standing.counted;
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
