// Counters and times of the service in
// Prometheus' text form; no label holds personal data.
#pragma once

#include <memory>
#include <string>

#include "domain/decision.h"
#include "domain/device_class.h"
#include "domain/evidence.h"

namespace truename::http {

// One watched rate among the last decisions; the limit is the pack's (R132).
struct DriftRate {
  double rate = 0;  // 0..1
  double limit = 0;
  bool alert = false;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  void count_request(const std::string& route, int status, double seconds);
  void count_decision(const domain::Decision& decision);
  void count_face(const domain::FaceEvidence& face);
  void count_device(domain::DeviceClass device, domain::Outcome outcome);
  // A capture that is over, whether a registration follows or not.
  void count_capture(const domain::CaptureEvidence& capture);
  // Another capture was asked for after one of the same sale had failed.
  void count_capture_asked_again();
  // The capture that a decision rests on.
  void count_decided_capture(const domain::CaptureEvidence& capture);
  void set_drift(const std::string& signal, const DriftRate& drift);
  void count_turned_away();  // 503 at the queue limit
  void set_queue_depth(int waiting);
  std::string text() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace truename::http
