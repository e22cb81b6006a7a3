// The port to the service that counts a person's lines at all operators (R69); nothing of how.
#pragma once

#include "domain/evidence.h"
#include "domain/registration.h"

namespace truename::registration {

class CrossOperatorCounter {
 public:
  virtual ~CrossOperatorCounter() = default;
  // counted, or unavailable; from any thread.
  virtual domain::CrossOperatorCount count(const domain::HolderRecord& holder) = 0;
};

}  // namespace truename::registration
