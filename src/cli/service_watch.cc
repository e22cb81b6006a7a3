#include "cli/service_watch.h"

#include <string>

#include "base/log.h"

namespace truename::cli {
namespace {

std::string sentence(const policy::DriftStanding& standing) {
  const std::string rate = std::to_string(standing.shown) + " of the last " +
                           std::to_string(standing.counted) + " decisions show \"" +
                           std::string(policy::signal_text(standing.signal)) + "\"";
  return standing.alert ? rate + ", over the pack's limit; look at devices, light and clerks."
                        : rate + ", within the pack's limit again.";
}

}  // namespace

ServiceWatch::ServiceWatch(const policy::Pack& pack, http::Metrics& metrics)
    : metrics_(metrics), drift_(pack.watches) {
  for (const policy::DriftStanding& standing : drift_.standings()) publish(standing);
}

void ServiceWatch::on_decided(const domain::CaseRecord& record, domain::DeviceClass device) {
  metrics_.count_decision(record.decision);
  metrics_.count_face(record.evidence.face);
  metrics_.count_device(device, record.decision.outcome);
  if (record.evidence.capture) metrics_.count_decided_capture(*record.evidence.capture);
  const std::scoped_lock lock(mutex_);
  for (const policy::DriftStanding& turned :
       drift_.add({record.evidence, record.decision, device})) {
    log_line(turned.alert ? LogLevel::warning : LogLevel::info, "drift", sentence(turned));
  }
  for (const policy::DriftStanding& standing : drift_.standings()) publish(standing);
}

void ServiceWatch::publish(const policy::DriftStanding& standing) {
  const double rate = standing.counted == 0 ? 0 : double(standing.shown) / standing.counted;
  metrics_.set_drift(std::string(policy::signal_text(standing.signal)),
                     {.rate = rate, .limit = standing.limit, .alert = standing.alert});
}

}  // namespace truename::cli
