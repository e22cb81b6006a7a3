// HandClock: the time that its owner says; never the machine's.
#pragma once

#include "base/time.h"

namespace truename::simulation {

class HandClock final : public Clock {
 public:
  explicit HandClock(Timestamp now) : now_(now) {}
  Timestamp now() const override { return now_; }
  void set(Timestamp now) { now_ = now; }

 private:
  Timestamp now_;
};

Timestamp noon_of(const Date& date);

}  // namespace truename::simulation
