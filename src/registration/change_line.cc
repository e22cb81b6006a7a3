#include "registration/change_line.h"

#include <span>

#include "policy/step.h"

namespace truename::registration {
namespace {

constexpr int kCommitAttempts = 3;

// The same event, whenever it arrived.
bool same_request(const LifeChange& earlier, const domain::Msisdn& msisdn,
                  domain::LifeEvent event) {
  event.at = earlier.event.at;
  return earlier.before.line.msisdn == msisdn && earlier.event == event;
}

// A pack that came after may no longer know a clock that runs. It rang, once, and that was it.
void end_unheard_clock(LifeChange& change) {
  const bool unheard = change.refusal->code == "life.not_in_table";
  if (change.event.kind != domain::EventKind::clock || !unheard) return;
  std::erase_if(change.after.clocks,
                [&](const domain::RunningClock& clock) { return clock.id == change.event.clock; });
  ++change.after.revision;
}

}  // namespace

LifeChange decide_change(const domain::Life& life, const domain::LifeEvent& event,
                         const policy::Pack& pack, Timestamp now) {
  LifeChange change{.event = event,
                    .before = life,
                    .after = life,
                    .policy_id = pack.id,
                    .policy_digest = pack.digest};
  auto stepped = policy::step(life, event, pack, now);
  if (!stepped) {
    change.rule = stepped.error().rule;
    change.refusal = std::move(stepped).error();
    end_unheard_clock(change);
    return change;
  }
  change.after = std::move(stepped->after);
  change.rule = stepped->rule->id;
  if (change.after.holder && change.after.holder != life.holder) {
    change.line_cap = pack.line_cap(change.after.line_class);
  }
  return change;
}

Result<domain::Life> life_of(const domain::Msisdn& msisdn, const policy::Pack& pack, Lives& lives) {
  auto life = TRY(lives.find(msisdn));
  return life ? *std::move(life) : domain::unborn(msisdn, pack.life.states.front().id);
}

Result<LifeChange> change_line(const domain::Msisdn& msisdn, domain::LifeEvent event,
                               const LifeSetting& setting) {
  TRY_STATUS(domain::check_event(event));
  for (int attempt = 1;; ++attempt) {
    if (const auto earlier = TRY(setting.lives.find_change(event.key))) {
      if (same_request(*earlier, msisdn, event)) return *earlier;
      return fail(ErrorCode::conflict, "This event key was used for another event; use a new key.");
    }
    const domain::Life life = TRY(life_of(msisdn, setting.pack, setting.lives));
    event.at = setting.clock.now();
    LifeChange change = decide_change(life, event, setting.pack, event.at);
    const Status committed = setting.lives.commit(std::span(&change, 1));
    if (committed) return change;
    if (committed.error().code != ErrorCode::conflict || attempt == kCommitAttempts) {
      return fail(committed.error());
    }
  }
}

}  // namespace truename::registration
