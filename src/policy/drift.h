// Drift: the rates of the last decisions against the pack's limits (R132); it keeps no case.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/device_class.h"
#include "policy/device_shift.h"
#include "policy/pack.h"

namespace truename::policy {

// Of one watched signal, now.
struct DriftStanding {
  Signal signal = Signal::rejected;
  int shown = 0;    // decisions in the window that show the signal; of device_shift: moved()
  int counted = 0;  // decisions in the window; at most its size
  double limit = 0;
  // Only of a full window: a rate of three decisions says nothing.
  bool alert = false;
};

// A decision as the watch sees it; borrowed for the call.
struct Sighting {
  const domain::Evidence& evidence;
  const domain::Decision& decision;
  domain::DeviceClass device = domain::DeviceClass::unknown;  // that the sale was made at
};

class Drift {
 public:
  explicit Drift(std::span<const Watch> watches);
  // Returns the standings whose alert began or ended with this decision.
  std::vector<DriftStanding> add(const Sighting& sighting);
  std::vector<DriftStanding> standings() const;

 private:
  struct Window {
    Watch watch;
    std::vector<bool> shown;  // a ring; results only
    std::size_t next = 0;
    std::optional<DeviceShift> devices;  // of the signal device_shift alone
    DriftStanding standing;
  };
  static void count(Window& window, const Sighting& sighting);

  std::vector<Window> windows_;
};

}  // namespace truename::policy
