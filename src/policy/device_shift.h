// DeviceShift: how far the classes of the last devices differ from those before them (R132); it
// keeps classes and no device.
#pragma once

#include <array>
#include <vector>

#include "domain/device_class.h"

namespace truename::policy {

class DeviceShift {
 public:
  // Compares the last `window` decisions with the `window` before them.
  explicit DeviceShift(int window);
  void add(domain::DeviceClass device);
  // Both windows are: before that a difference says nothing.
  bool is_full() const { return seen_ == static_cast<int>(ring_.size()); }
  // Of the newer window, the decisions that would have to come from another class for both to be
  // the same; 0 until full. Divided by the window this is the total variation distance.
  int moved() const;

 private:
  using Counts = std::array<int, 4>;  // by domain::DeviceClass

  std::vector<domain::DeviceClass> ring_;  // of both windows
  std::size_t next_ = 0;
  int seen_ = 0;
  Counts newer_{};
  Counts older_{};
};

}  // namespace truename::policy
