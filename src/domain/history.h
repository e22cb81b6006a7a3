// History: what the operator's own records, and lists given to it, say at this moment; counts and
// names only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "domain/check.h"

namespace truename::domain {

// Openings of today, this one not counted, each by what it is counted on; absent: not counted.
struct OpeningCounts {
  std::optional<int> clerk_day{};
  std::optional<int> outlet_day{};
  std::optional<int> device_day{};
  std::optional<int> address_day{};
  std::optional<int> identity_day{};
  friend bool operator==(const OpeningCounts&, const OpeningCounts&) = default;
};
struct OpeningCounter {
  std::string_view name;  // in packs and evidence
  std::optional<int> OpeningCounts::*count;
};
constexpr OpeningCounter kOpeningCounters[] = {{"clerk_day", &OpeningCounts::clerk_day},
                                               {"outlet_day", &OpeningCounts::outlet_day},
                                               {"device_day", &OpeningCounts::device_day},
                                               {"address_day", &OpeningCounts::address_day},
                                               {"identity_day", &OpeningCounts::identity_day}};

struct HistoryEvidence {
  int active_lines = 0;  // of this identity at this operator, of the class applied for
  bool msisdn_in_use = false;
  bool iccid_in_use = false;
  // From here on absent in evidence from before they were kept; absent: nobody looked.
  Check reverification_settled = Check::not_applicable;  // fail: one of its lines failed (R61)
  // Digest of a picture or stream, seen today under another identity: fail (R80). No face is
  // looked for.
  Check artefact_fresh = Check::not_applicable;
  std::optional<int> hours_since_biometric{};    // of this identity, whole hours (R33)
  std::optional<int> attempts_identity_today{};  // earlier ones (R32)
  std::optional<int> attempts_device_today{};
  std::optional<int> sanction_grade{};      // in force today; 0: on no list; absent: no list (R76)
  OpeningCounts openings{};                 // R71
  std::vector<std::string> risk_signals{};  // by name, each once (R73)
  friend bool operator==(const HistoryEvidence&, const HistoryEvidence&) = default;
};

Value history_value(const HistoryEvidence& history);        // canonical tree
Result<HistoryEvidence> parse_history(const Value& value);  // refuses unknown keys

}  // namespace truename::domain
