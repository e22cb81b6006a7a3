// step: a line, an event and a pack in, the line after it or a reason why not; pure, the same
// always gives the same.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "domain/decision.h"
#include "domain/life.h"
#include "domain/life_event.h"
#include "policy/pack.h"

namespace truename::policy {

struct Transition {
  domain::Life after;
  const LifeTransition* rule = nullptr;  // of the pack, which outlives this
};

// Moves a line along the pack's table (R42). Anything that the table does not hold is refused with
// a reason that names a rule and its citation: the row whose needs do not hold, or the table
// itself. `now` is the clock of who decides; nothing happens later than it.
Either<Transition, domain::Reason> step(const domain::Life& life, const domain::LifeEvent& event,
                                        const Pack& pack, Timestamp now);

}  // namespace truename::policy
