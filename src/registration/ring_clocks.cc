#include "registration/ring_clocks.h"

#include <span>

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

}  // namespace

Result<Rung> ring_clocks(const LifeSetting& setting, std::size_t limit) {
  Rung rung;
  const Timestamp now = setting.clock.now();
  for (const DueClock& due : TRY(setting.lives.due(now, limit))) {
    const auto life = TRY(setting.lives.find(due.msisdn));
    if (!life) return fail(ErrorCode::corrupt, "A clock runs for a number without a life.");
    LifeChange change = decide_change(*life, rings(due, *life, now), setting.pack, now);
    // This machine's clock was set back: what is due waits until time has caught up.
    if (change.refusal && change.after == change.before) {
      ++rung.waiting;
      continue;
    }
    const Status committed = setting.lives.commit(std::span(&change, 1));
    // Another event came between; whether the clock still runs is seen at the next ring.
    if (!committed && committed.error().code == ErrorCode::conflict) continue;
    TRY_STATUS(committed);
    ++(change.refusal ? rung.refused : rung.moved);
  }
  return rung;
}

}  // namespace truename::registration
