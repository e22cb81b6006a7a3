#include "registration/risk_signals.h"

#include <algorithm>

namespace truename::registration {
namespace {

// Own judgement, as the packs' weights are: nothing was measured. Their meaning is part of the
// program's version; their weight is the pack's.
constexpr int kManyNumbers = 2;    // openings of one identity today
constexpr int kSharedAddress = 3;  // openings today by others at one address: more than a family
constexpr int kClosures = 2;       // of one identity today
constexpr int kExceptions = 5;     // of one clerk today
constexpr std::int64_t kNewMs = std::int64_t{7} * 24 * 60 * 60 * 1000;

bool is_new(const std::string& who, const std::optional<Timestamp>& since, Timestamp now) {
  return !who.empty() && (!since || now.unix_ms - since->unix_ms < kNewMs);
}

struct Signal {
  std::string_view name;
  bool (*shows)(const RiskView& view);
};

constexpr Signal kSignals[] = {
    {"many_numbers",
     [](const RiskView& view) {
       return view.history.counted.openings.identity_day.value_or(0) >= kManyNumbers;
     }},
    {"shared_address",
     [](const RiskView& view) {
       const domain::OpeningCounts& openings = view.history.counted.openings;
       return openings.address_day.value_or(0) - openings.identity_day.value_or(0) >=
              kSharedAddress;
     }},
    {"recent_closures",
     [](const RiskView& view) { return view.history.closures_identity_today >= kClosures; }},
    {"recent_dispute",
     [](const RiskView& view) {
       return std::any_of(view.lines.begin(), view.lines.end(), [](const domain::Life& line) {
         return line.marks.has(domain::LineMark::disputed);
       });
     }},
    {"repeated_exceptions",
     [](const RiskView& view) { return view.history.exceptions_clerk_today >= kExceptions; }},
    {"new_clerk",
     [](const RiskView& view) {
       return is_new(view.origin.clerk, view.history.clerk_since, view.now);
     }},
    {"new_device",
     [](const RiskView& view) {
       return is_new(view.origin.device, view.history.device_since, view.now);
     }},
};

}  // namespace

std::vector<std::string> risk_signals(const RiskView& view) {
  std::vector<std::string> out;
  for (const Signal& signal : kSignals) {
    if (signal.shows(view)) out.emplace_back(signal.name);
  }
  return out;
}

std::vector<std::string_view> known_risk_signals() {
  std::vector<std::string_view> out;
  for (const Signal& signal : kSignals) out.push_back(signal.name);
  return out;
}

}  // namespace truename::registration
