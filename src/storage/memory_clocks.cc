#include "storage/memory_clocks.h"

#include <algorithm>
#include <tuple>

namespace truename::storage {
namespace {

std::int64_t hour_of(Timestamp at) { return at.unix_ms / 3'600'000; }

}  // namespace

void MemoryClocks::start(const domain::Life& life, const domain::RunningClock& clock) {
  hours_[hour_of(clock.due)].push_back({clock.due, &life, &*ids_.insert(clock.id).first});
}

bool MemoryClocks::runs(const Row& row) {
  return std::ranges::any_of(row.life->clocks, [&row](const domain::RunningClock& one) {
    return one.due == row.due && one.id == *row.clock;
  });
}

std::vector<registration::DueClock> MemoryClocks::due(
    Timestamp until, std::size_t limit, const std::optional<registration::DueClock>& after) {
  const auto key = [](const Row& row) {
    return std::tie(row.due, row.life->line.msisdn, *row.clock);
  };
  std::vector<registration::DueClock> out;
  for (auto hour = hours_.begin(); hour != hours_.end() && hour->first <= hour_of(until);) {
    std::vector<Row>& rows = hour->second;
    std::erase_if(rows, [](const Row& row) { return !runs(row); });
    std::ranges::sort(rows, {}, key);
    // Stopped and started again for the same moment, it stands there twice.
    const auto again = std::ranges::unique(rows, {}, key);
    rows.erase(again.begin(), again.end());
    for (const Row& row : rows) {
      if (row.due > until || out.size() == limit) return out;
      if (after && key(row) <= std::tie(after->due, after->msisdn, after->clock)) continue;
      out.push_back({row.life->line.msisdn, *row.clock, row.due});
    }
    hour = rows.empty() ? hours_.erase(hour) : std::next(hour);
  }
  return out;
}

}  // namespace truename::storage
