// Drift: the rates of the last decisions against the pack's limits (R132); it keeps no case.
#pragma once

#include <span>
#include <vector>

#include "policy/pack.h"

namespace truename::policy {

// Of one watched signal, now.
struct DriftStanding {
  Signal signal = Signal::rejected;
  int shown = 0;    // decisions in the window that show the signal
  int counted = 0;  // decisions in the window; at most its size
  double limit = 0;
  // Only of a full window: a rate of three decisions says nothing.
  bool alert = false;
};

class Drift {
 public:
  explicit Drift(std::span<const Watch> watches);
  // Returns the standings whose alert began or ended with this decision.
  std::vector<DriftStanding> add(const domain::Evidence& evidence,
                                 const domain::Decision& decision);
  std::vector<DriftStanding> standings() const;

 private:
  struct Window {
    Watch watch;
    std::vector<bool> shown;  // a ring; results only
    std::size_t next = 0;
    DriftStanding standing;
  };
  std::vector<Window> windows_;
};

}  // namespace truename::policy
