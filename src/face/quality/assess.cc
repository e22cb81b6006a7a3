#include "face/quality/assess.h"

#include <algorithm>
#include <string>

namespace truename::face::quality {
namespace {

domain::ComponentResult result_of(const Measurement& measurement, const Requirement& requirement) {
  domain::ComponentResult out;
  if (requirement.use == Use::off) {
    out.not_assessed = "not_in_profile";
  } else if (!measurement.raw) {
    out.not_assessed = measurement.reason;
  } else {
    out.scalar = scalar_of(*measurement.raw, requirement);
  }
  return out;
}

}  // namespace

Measurements measure_all(const Input& input) {
  Measurements out;
  std::transform(std::begin(kComponents), std::end(kComponents), out.begin(),
                 [&](const Component& component) { return component.measure(input); });
  return out;
}

Report judge(const Measurements& measurements, const Profile& profile, domain::Subject subject) {
  Report report;
  bool unseen = false;
  for (std::size_t i = 0; i < measurements.size(); ++i) {
    const Requirement& requirement = profile.requirements[i];
    domain::ComponentResult result = result_of(measurements[i], requirement);
    result.subject = subject;
    result.component = kComponents[i].name;
    if (requirement.use == Use::gate) {
      unseen = unseen || !result.scalar;
      if (result.scalar) {
        if (*result.scalar < domain::kScalarLimit) {
          report.findings.push_back({subject, result.component});
        }
        report.worst_gate = std::min(report.worst_gate.value_or(100), *result.scalar);
      }
    }
    report.components.push_back(std::move(result));
  }
  if (unseen && report.findings.empty()) report.findings.push_back({subject, "not_assessed"});
  return report;
}

}  // namespace truename::face::quality
