#include "simulation/world.h"

#include <algorithm>

#include "registration/ring_clocks.h"
#include "simulation/rates.h"

namespace truename::simulation {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr double kHour = 1.0 / 24;
constexpr std::size_t kRingAtOnce = 1000;
constexpr std::uint32_t kPeopleOfAClerk = 500;

}  // namespace

World::World(const policy::Pack& pack, registration::Lives& lives, const Wish& wish)
    : pack_(pack),
      wish_(wish),
      random_(wish.seed),
      country_(wish.people, wish.seed),
      clock_(noon_of(pack.effective_from)),
      witness_(pack),
      lives_(lives, witness_, [this](const registration::LifeChange& change) { count(change); }),
      setting_{pack, lives_, clock_},
      now_(clock_.now()),
      in_state_(pack.life.states.size()),
      clerks_(wish.people / kPeopleOfAClerk + 1) {
  report_.policy_id = pack.id;
  report_.people = wish.people;
  report_.years = wish.years;
  report_.seed = wish.seed;
  for (const policy::LifeState& state : pack.life.states) report_.states.push_back(state.id);
}

void World::later(double days, Item item) {
  item.at = {now_.unix_ms + static_cast<std::int64_t>(days * static_cast<double>(kDayMs))};
  if (item.at <= end_) agenda_.add(item);
}

void World::fail_with(const Status& status) {
  if (!status && status.error().code == ErrorCode::conflict) ++report_.conflicts;
  if (!status && status.error().code != ErrorCode::conflict && failed_) failed_ = status;
}

// Lines that an earlier run left; time goes on after the last of their events.
void World::take_over() {
  Timestamp last;
  fail_with(lives_.each_life([&](const domain::Life& life) -> Status {
    const std::string broken = witness_.take_over(life);
    if (!broken.empty()) lives_.tell(life.line.msisdn.get() + " from before: " + broken);
    country_.take_over(life.line);
    const auto state = pack_.life.state(life.state);
    if (state) ++in_state_[*state];
    if (state == 0) country_.give_back(Country::number(life.line.msisdn));
    last = std::max(last, life.changed_at);
    return {};
  }));
  if (last >= now_) now_ = {last.unix_ms + 1};
  start_ = now_;
  end_ = {now_.unix_ms + wish_.years * 365 * kDayMs};
  if (pack_.effective_to) end_ = std::min(end_, noon_of(*pack_.effective_to));
  clock_.set(now_);
}

void World::begin() {
  take_over();
  for (PersonNumber person = 0; person < country_.people(); ++person) {
    later(random_.exponential(365 / kYearly.first_line), {.errand = Errand::live, .who = person});
  }
  later(kHabits.days_between_batches, {.errand = Errand::batch});
  later(1, {.errand = Errand::flags});
  later(random_.exponential(kHabits.days_between_outages), {.errand = Errand::outage});
  later(random_.exponential(kHabits.days_between_clock_faults), {.errand = Errand::clock_fault});
  later(30, {.errand = Errand::fraud_ring});
  later(kHour, {.errand = Errand::ring});
  later(0, {.errand = Errand::week});
}

Result<Report> World::run(const Progress& progress) {
  begin();
  const auto days =
      static_cast<std::size_t>(std::max<std::int64_t>((end_ - start_).ms, 0) / kDayMs);
  while (!agenda_.empty() && failed_) {
    const Item item = agenda_.take();
    now_ = item.at;
    clock_.set({now_.unix_ms - clock_error_ms_});
    perform(item);
    if (wish_.events_limit > 0 && report_.events >= wish_.events_limit) {
      report_.ended = "stopped at its limit of events";
      break;
    }
    if (item.errand == Errand::ring && progress) {
      progress(static_cast<std::size_t>((now_ - start_).ms / kDayMs), days, report_.events);
    }
  }
  TRY_STATUS(failed_);
  finish();
  TRY_STATUS(failed_);
  return std::move(report_);
}

void World::perform(const Item& item) {
  switch (item.errand) {
    case Errand::live:
      return live(item.who);
    case Errand::apply:
      return apply(item);
    case Errand::activate:
      return tell(item.number, domain::EventKind::activated, {});
    case Errand::disown:
      return disown(item);
    case Errand::decide_dispute:
      return decide_dispute(item);
    case Errand::answer_reverify:
      return answer_reverify(item);
    case Errand::appeal:
      return appeal(item);
    case Errand::decide_appeal:
      return decide_appeal(item);
    case Errand::decide_fraud:
      return decide_fraud(item);
    case Errand::heirs:
      return heirs(item);
    case Errand::batch:
      return batch();
    case Errand::flags:
      return flags();
    case Errand::fraud_ring:
      return fraud_ring();
    case Errand::outage:
      authority_ = static_cast<AuthorityMode>(1 + random_.below(3));
      return later(random_.exponential(kHabits.hours_of_outage * kHour),
                   {.errand = Errand::outage_ends});
    case Errand::outage_ends:
      authority_ = AuthorityMode::answers;
      return later(random_.exponential(kHabits.days_between_outages), {.errand = Errand::outage});
    case Errand::clock_fault:
      clock_error_ms_ = kHourMs;
      return later(2 * kHour, {.errand = Errand::clock_mended});
    case Errand::clock_mended:
      clock_error_ms_ = 0;
      return later(random_.exponential(kHabits.days_between_clock_faults),
                   {.errand = Errand::clock_fault});
    case Errand::ring:
      return ring_clocks();
    case Errand::week:
      return count_week();
  }
}

// Every hour; a ring that moves nothing any more ends it.
void World::ring_clocks() {
  for (bool more = true; more && failed_;) {
    const auto rung = registration::ring_clocks(setting_, kRingAtOnce);
    if (!rung) return fail_with(tl::unexpected<Error>(rung.error()));
    report_.clocks_rung += rung->moved + rung->refused;
    more = rung->moved + rung->refused > 0;
    if (!more && rung->waiting > 0 && clock_error_ms_ == 0) {
      lives_.tell("a clock that is due does not ring");
    }
  }
  later(kHour, {.errand = Errand::ring});
}

void World::count_week() {
  report_.weeks.push_back({today(), in_state_});
  later(7, {.errand = Errand::week});
}

void World::count(const registration::LifeChange& change) {
  ++report_.events;
  std::string what(event_text(change.event.kind));
  if (change.refusal) {
    ++report_.refused;
    ++report_.outcomes[{std::move(what), change.refusal->code + " by " + change.rule}];
  } else {
    ++report_.moved;
    ++report_.outcomes[{std::move(what), change.rule}];
  }
  if (change.after.revision == 0) return;  // refused, and there is still no such line
  const auto after = pack_.life.state(change.after.state);
  if (change.before.revision > 0) {
    const auto before = pack_.life.state(change.before.state);
    if (before) --in_state_[*before];
  }
  if (after) ++in_state_[*after];
  if (after == 0 && change.before.state != change.after.state) {
    ++report_.recycled;
    country_.give_back(Country::number(change.after.line.msisdn));
  }
}

void World::finish() {
  clock_.set(now_);
  const auto compared = witness_.compare(lives_);
  if (!compared) return fail_with(tl::unexpected<Error>(compared.error()));
  if (!compared->empty()) lives_.tell(*compared);
  replay();
  report_.numbers = witness_.numbers();
  report_.invariant_breaks = lives_.breaks();
  report_.breaks = lives_.told();
}

// From empty, by one who saw nothing of it yet. Lives that keep no changes have nothing to replay.
void World::replay() {
  Witness again(pack_);
  fail_with(lives_.replay([&](const registration::LifeChange& change) -> Status {
    ++report_.replayed;
    const std::string broken = again.see(change);
    if (!broken.empty()) lives_.tell("replayed, " + broken);
    return {};
  }));
  if (report_.replayed == 0) return;
  const auto compared = again.compare(lives_);
  if (!compared) return fail_with(tl::unexpected<Error>(compared.error()));
  if (!compared->empty()) lives_.tell("replayed, " + *compared);
}

Result<Report> simulate(const policy::Pack& pack, registration::Lives& lives, const Wish& wish,
                        const Progress& progress) {
  return World(pack, lives, wish).run(progress);
}

}  // namespace truename::simulation
