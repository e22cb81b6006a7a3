// The port behind which devices that the network saw are kept: which carried which number, and
// since when; no subscriber, and no device by its own number.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/device.h"
#include "domain/line.h"

namespace truename::registration {

struct DeviceSighting {
  domain::Imei device;
  domain::Msisdn msisdn;
  Timestamp at;
};

// A device that carried more numbers than one would (R75).
struct BusyDevice {
  domain::DeviceId device;
  std::vector<domain::Msisdn> numbers;  // each once
  Timestamp last_seen;
};

class Devices {
 public:
  virtual ~Devices() = default;
  // The number whose line has this card now.
  virtual Result<std::optional<domain::Msisdn>> number_of(const domain::Iccid& card) = 0;
  // Keeps of each device and number when it was last seen, for 30 days; at most 10,000 a call.
  virtual Status see(std::span<const DeviceSighting> sightings) = 0;
  // Devices that carried more than `most` numbers since then, the busiest first.
  virtual Result<std::vector<BusyDevice>> busy(Timestamp since, std::size_t most) = 0;
};

}  // namespace truename::registration
