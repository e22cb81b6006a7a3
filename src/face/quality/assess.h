// All components of one face, measured, and what a profile makes of them; no decision on a person.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "domain/evidence.h"
#include "face/quality/components.h"
#include "face/quality/profile.h"

namespace truename::face::quality {

using Measurements = std::array<Measurement, std::size(kComponents)>;  // as in kComponents
Measurements measure_all(const Input& input);

struct Report {
  // Gating components below their limit. When a gating component could not be assessed and nothing
  // else is found, one finding "not_assessed": what was not looked at has not passed.
  std::vector<domain::QualityFinding> findings;
  std::vector<domain::ComponentResult> components;  // all, as in kComponents
  // The scalar of the worst gating component, 0..100; absent when none was assessed. This is our
  // own combination: the unified quality score of ISO/IEC 29794-5 is the output of a network that
  // is not here, and the two must not be compared.
  std::optional<int> worst_gate;
};
Report judge(const Measurements& measurements, const Profile& profile, domain::Subject subject);

}  // namespace truename::face::quality
