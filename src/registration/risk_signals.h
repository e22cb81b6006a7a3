// risk_signals: what in a person's and a counter's recent past looks unusual, by name; weighs
// nothing, a pack's rule of kind risk does (R73).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "domain/life.h"
#include "domain/origin.h"
#include "registration/stored_history.h"

namespace truename::registration {

struct RiskView {
  const StoredHistory& history;
  const domain::Origin& origin;
  std::span<const domain::Life> lines;  // that the person holds
  Timestamp now;
};

// Names as in docs/formats/policy_pack.md, in their order there.
std::vector<std::string> risk_signals(const RiskView& view);
std::vector<std::string_view> known_risk_signals();

}  // namespace truename::registration
