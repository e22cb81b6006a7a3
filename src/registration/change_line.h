// change_line: one event on one number, from read to commit; the path every use case of a line's
// life takes.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "domain/life_event.h"
#include "policy/pack.h"
#include "registration/lives.h"

namespace truename::registration {

struct LifeSetting {
  const policy::Pack& pack;
  Lives& lives;
  const Clock& clock;
};

// The life as kept, or that of a number nothing ever happened to.
Result<domain::Life> life_of(const domain::Msisdn& msisdn, const policy::Pack& pack, Lives& lives);

// Read, step, commit. event.at is set to the clock's time. A refusal is an outcome, remembered like
// a move; a repeated key gives the first answer again, with another event conflict. Retries three
// times when another event came between.
Result<LifeChange> change_line(const domain::Msisdn& msisdn, domain::LifeEvent event,
                               const LifeSetting& setting);

// The thought alone: what `event` would do to `life` under the pack.
LifeChange decide_change(const domain::Life& life, const domain::LifeEvent& event,
                         const policy::Pack& pack, Timestamp now);

}  // namespace truename::registration
