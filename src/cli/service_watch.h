// ServiceWatch: tells metrics and the log of each decision, and when a rate drifts (R132).
#pragma once

#include <mutex>

#include "domain/registration.h"
#include "http/metrics.h"
#include "policy/drift.h"

namespace truename::cli {

// Thread-safe. Starts anew with the process: the windows fill again after a restart.
class ServiceWatch {
 public:
  // Borrows `metrics`.
  ServiceWatch(const policy::Pack& pack, http::Metrics& metrics);
  void on_decided(const domain::CaseRecord& record, domain::DeviceClass device);

 private:
  void publish(const policy::DriftStanding& standing);

  http::Metrics& metrics_;
  std::mutex mutex_;
  policy::Drift drift_;  // under mutex_
};

}  // namespace truename::cli
