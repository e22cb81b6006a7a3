#include "policy/device_shift.h"

#include <algorithm>

namespace truename::policy {
namespace {

std::size_t place(domain::DeviceClass device) { return static_cast<std::size_t>(device); }

}  // namespace

DeviceShift::DeviceShift(int window) : ring_(2 * static_cast<std::size_t>(window)) {}

void DeviceShift::add(domain::DeviceClass device) {
  const std::size_t window = ring_.size() / 2;
  if (is_full()) --older_[place(ring_[next_])];
  if (seen_ >= static_cast<int>(window)) {
    const domain::DeviceClass ages = ring_[(next_ + window) % ring_.size()];
    --newer_[place(ages)];
    ++older_[place(ages)];
  }
  ring_[next_] = device;
  ++newer_[place(device)];
  next_ = (next_ + 1) % ring_.size();
  seen_ = std::min(seen_ + 1, static_cast<int>(ring_.size()));
}

int DeviceShift::moved() const {
  if (!is_full()) return 0;
  int gained = 0;
  for (std::size_t i = 0; i < newer_.size(); ++i) gained += std::max(newer_[i] - older_[i], 0);
  return gained;
}

}  // namespace truename::policy
