#include "registration/ring_clocks.h"

#include <optional>
#include <span>
#include <utility>

namespace truename::registration {
namespace {

domain::LifeEvent rings(const DueClock& due, const domain::Life& life, Timestamp now) {
  domain::LifeEvent event;
  event.kind = domain::EventKind::clock;
  event.clock = due.clock;
  event.key =
      "clock:" + life.line.msisdn.get() + ":" + std::to_string(life.revision) + ":" + due.clock;
  event.at = now;
  return event;
}

// Null when the clock waits: what is due stays due until time, pack or line allow it.
Result<std::optional<LifeChange>> change_by(const DueClock& due, const LifeSetting& setting,
                                            Timestamp now) {
  const auto life = TRY(setting.lives.find(due.msisdn));
  if (!life) return fail(ErrorCode::corrupt, "A clock runs for a number without a life.");
  LifeChange change = decide_change(*life, rings(due, *life, now), setting.pack, now);
  const bool waits = change.refusal && change.after == change.before;
  return waits ? std::nullopt : std::optional(std::move(change));
}

}  // namespace

Result<Rung> ring_clocks(const LifeSetting& setting, std::size_t limit) {
  Rung rung;
  const Timestamp now = setting.clock.now();
  std::optional<DueClock> last;
  while (rung.moved + rung.refused < limit) {
    const auto page = TRY(setting.lives.due(now, limit - rung.moved - rung.refused, last));
    if (page.empty()) break;
    for (const DueClock& due : page) {
      const auto change = TRY(change_by(due, setting, now));
      if (!change) {
        ++rung.waiting;
        continue;
      }
      const Status committed = setting.lives.commit(std::span(&*change, 1));
      // Another event came between; whether the clock still runs is seen at the next ring.
      if (!committed && committed.error().code == ErrorCode::conflict) continue;
      TRY_STATUS(committed);
      ++(change->refusal ? rung.refused : rung.moved);
    }
    last = page.back();
  }
  return rung;
}

}  // namespace truename::registration
