#include "domain/history.h"

#include <algorithm>
#include <utility>

#include "domain/application.h"

namespace truename::domain {
namespace {

constexpr std::int64_t kCountLimit = 1'000'000'000;
constexpr std::size_t kSignalLimit = 32;  // more than any pack weighs in one sale

using Count = std::pair<const char*, std::optional<int> HistoryEvidence::*>;
constexpr Count kCounts[] = {{"hours_since_biometric", &HistoryEvidence::hours_since_biometric},
                             {"attempts_identity_today", &HistoryEvidence::attempts_identity_today},
                             {"attempts_device_today", &HistoryEvidence::attempts_device_today},
                             {"sanction_grade", &HistoryEvidence::sanction_grade}};

std::optional<int> read_count(Fields& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  const std::int64_t count = in.integer(key);
  if (count < 0 || count > kCountLimit) {
    in.complain("has a \"" + std::string(key) + "\" out of range");
  }
  return static_cast<int>(std::clamp<std::int64_t>(count, 0, kCountLimit));
}

Value openings_value(const OpeningCounts& openings) {
  Value out;
  for (const OpeningCounter& counter : kOpeningCounters) {
    const auto& count = openings.*counter.count;
    if (count) out.set(std::string(counter.name), *count);
  }
  return out;
}

Result<OpeningCounts> parse_openings(const Value& value) {
  Fields in(value, "evidence.history.openings");
  OpeningCounts out;
  for (const OpeningCounter& counter : kOpeningCounters) {
    out.*counter.count = read_count(in, counter.name);
  }
  TRY_STATUS(in.finish());
  return out;
}

std::vector<std::string> read_signals(Fields& in) {
  std::vector<std::string> out;
  if (!in.has("risk_signals")) return out;
  for (const std::string& name : in.texts("risk_signals")) {
    if (std::find(out.begin(), out.end(), name) != out.end()) {
      in.complain("names the risk signal \"" + name + "\" twice");
    }
    out.push_back(read_signal_name(in, name));
  }
  if (out.size() > kSignalLimit) in.complain("has over 32 risk signals");
  return out;
}

}  // namespace

Value history_value(const HistoryEvidence& history) {
  Value out;
  out.set("active_lines", history.active_lines)
      .set("msisdn_in_use", history.msisdn_in_use)
      .set("iccid_in_use", history.iccid_in_use);
  set_check(out, "reverification_settled", history.reverification_settled);
  set_check(out, "artefact_fresh", history.artefact_fresh);
  for (const auto& [key, count] : kCounts) {
    if (history.*count) out.set(key, *(history.*count));
  }
  Value openings = openings_value(history.openings);
  if (!openings.is_null()) out.set("openings", std::move(openings));
  if (!history.risk_signals.empty()) {
    out.set("risk_signals", Array(history.risk_signals.begin(), history.risk_signals.end()));
  }
  return out;
}

Result<HistoryEvidence> parse_history(const Value& value) {
  Fields in(value, "evidence.history");
  HistoryEvidence out;
  out.active_lines = static_cast<int>(in.integer("active_lines"));
  out.msisdn_in_use = in.flag("msisdn_in_use");
  out.iccid_in_use = in.flag("iccid_in_use");
  out.reverification_settled = read_check_or_none(in, "reverification_settled");
  out.artefact_fresh = read_check_or_none(in, "artefact_fresh");
  for (const auto& [key, count] : kCounts) out.*count = read_count(in, key);
  if (in.has("openings")) out.openings = TRY(parse_openings(in.object("openings")));
  out.risk_signals = read_signals(in);
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::domain
