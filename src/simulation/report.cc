#include "simulation/report.h"

#include <cstdio>

namespace truename::simulation {
namespace {

Value count(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::string line(const char* format, const char* name, std::uint64_t value) {
  char text[160];
  std::snprintf(text, sizeof text, format, name, static_cast<unsigned long long>(value));
  return text;
}

}  // namespace

Value report_value(const Report& report) {
  Array outcomes;
  for (const auto& [what, times] : report.outcomes) {
    outcomes.push_back(
        Value().set("event", what.first).set("outcome", what.second).set("count", count(times)));
  }
  Array breaks(report.breaks.begin(), report.breaks.end());
  return Value()
      .set("policy", report.policy_id)
      .set("people", std::int64_t{report.people})
      .set("years", report.years)
      .set("seed", count(report.seed))
      .set("events", count(report.events))
      .set("applications", count(report.applications))
      .set("moved", count(report.moved))
      .set("refused", count(report.refused))
      .set("conflicts", count(report.conflicts))
      .set("clocks_rung", count(report.clocks_rung))
      .set("numbers", count(report.numbers))
      .set("recycled", count(report.recycled))
      .set("replayed", count(report.replayed))
      .set("invariant_breaks", count(report.invariant_breaks))
      .set("breaks", std::move(breaks))
      .set("outcomes", std::move(outcomes));
}

std::string report_text(const Report& report) {
  std::string out = report.policy_id + ": " + std::to_string(report.people) + " people, " +
                    std::to_string(report.years) + " years, seed " + std::to_string(report.seed) +
                    (report.ended.empty() ? "" : " (" + report.ended + ")") + "\n";
  out += line("%-20s %12llu\n", "events", report.events);
  out += line("%-20s %12llu\n", "applications", report.applications);
  out += line("%-20s %12llu\n", "moved", report.moved);
  out += line("%-20s %12llu\n", "refused", report.refused);
  out += line("%-20s %12llu\n", "conflicts", report.conflicts);
  out += line("%-20s %12llu\n", "clocks rung", report.clocks_rung);
  out += line("%-20s %12llu\n", "numbers", report.numbers);
  out += line("%-20s %12llu\n", "recycled", report.recycled);
  out += line("%-20s %12llu\n", "replayed", report.replayed);
  out += line("%-20s %12llu\n", "invariant breaks", report.invariant_breaks);
  for (const std::string& one : report.breaks) out += "  broken: " + one + "\n";
  out += "\n";
  for (const auto& [what, times] : report.outcomes) {
    char text[256];
    std::snprintf(text, sizeof text, "%-27.27s %-52.120s %12llu\n", what.first.c_str(),
                  what.second.c_str(), static_cast<unsigned long long>(times));
    out += text;
  }
  return out;
}

}  // namespace truename::simulation
