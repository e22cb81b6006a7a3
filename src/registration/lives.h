// The port behind which the lives of all numbers are kept, and what one change of one life is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/decision.h"
#include "domain/life.h"
#include "domain/life_event.h"
#include "domain/registration.h"

namespace truename::registration {

// One event on one number, as decided: moved, or refused with a reason. Both are remembered.
struct LifeChange {
  domain::LifeEvent event;
  domain::Life before;
  // Equals `before` when refused, but for a clock that no row listens to: it ends all the same.
  domain::Life after;
  std::string rule;                       // the row of the pack's life table
  std::optional<domain::Reason> refusal;  // absent: it moved
  std::string policy_id;
  Digest policy_digest{};
  // The most lines of after.line_class that after.holder may hold with this one, 0: no limit. The
  // store enforces it in the transaction (R67).
  int line_cap = 0;
  friend bool operator==(const LifeChange&, const LifeChange&) = default;
};

struct DueClock {
  domain::Msisdn msisdn;
  std::string clock;
  Timestamp due;
  friend bool operator==(const DueClock&, const DueClock&) = default;
};

class Lives {
 public:
  virtual ~Lives() = default;
  // Absent: nothing ever happened to this number; see domain::unborn.
  virtual Result<std::optional<domain::Life>> find(const domain::Msisdn& msisdn) = 0;
  // The lines that one identity holds, by number; at most 1000, which no cap allows.
  virtual Result<std::vector<domain::Life>> held_by(const domain::HolderId& holder) = 0;
  virtual Result<std::optional<LifeChange>> find_change(const std::string& event_key) = 0;
  // One transaction: for each change the event, its leaf in the log, the life, its clocks, and the
  // orders of orders.h in the outbox; of a refusal only the event and its leaf. All or none.
  // conflict: a life moved on since `before` was read, an event's key was used, a card is in use,
  // or the cap is reached; read and decide again. unavailable: as of Store::commit.
  virtual Status commit(std::span<const LifeChange> changes) = 0;
  // Clocks due at or before `until`, soonest first, then by number and id; of these the first
  // `limit` that come after `after`.
  virtual Result<std::vector<DueClock>> due(Timestamp until, std::size_t limit,
                                            const std::optional<DueClock>& after) = 0;
  Result<std::vector<DueClock>> due(Timestamp until, std::size_t limit) {
    return due(until, limit, std::nullopt);
  }
  // Every change ever, in the order of the log. Stops at the first failure.
  virtual Status replay(const std::function<Status(const LifeChange&)>& each) = 0;
  // Every change of one number, in the order of the log.
  virtual Status replay_of(const domain::Msisdn& msisdn,
                           const std::function<Status(const LifeChange&)>& each) {
    return replay([&](const LifeChange& change) {
      return change.before.line.msisdn == msisdn ? each(change) : Status();
    });
  }
  // Every life there is, by number.
  virtual Status each_life(const std::function<Status(const domain::Life&)>& each) = 0;
};

}  // namespace truename::registration
