#include "simulation/stage.h"

#include <array>
#include <map>

#include "base/json.h"
#include "registration/ring_clocks.h"

namespace truename::simulation {
namespace {

using domain::Life;
using registration::LifeChange;

constexpr std::size_t kRingAtOnce = 64;
constexpr int kRingsLimit = 200;  // far above what a few lines can have running

domain::Msisdn number_of(std::size_t number) {
  return domain::Msisdn("861390000000" + std::to_string(number));
}

// What the record of a line says in full must not name who held it before (R58).
std::string names_old_holder(const LifeChange& change) {
  if (!change.before.holder || change.after.holder == change.before.holder) return "";
  const std::string record = write_json(domain::life_value(change.after));
  return record.find(domain::holder_text(*change.before.holder)) == std::string::npos
             ? ""
             : "the record names the holder before";
}

}  // namespace

Stage::Stage(const policy::Pack& pack)
    : pack_(pack),
      clock_(noon_of(pack.effective_from)),
      witness_(pack),
      watched_(lives_, witness_, [this](const LifeChange& change) {
        check(names_old_holder(change));
        if (!change.refusal) ++moves_[change.rule];
      }) {}

void Stage::check(const std::string& broken) {
  if (broken_.empty()) broken_ = broken;
}

void Stage::check(const Status& status) {
  if (!status && status.error().code != ErrorCode::conflict) check(status.error().message);
}

Life Stage::life(std::size_t number) {
  const auto found = lives_.find(number_of(number));
  if (found && *found) return **found;
  return domain::unborn(number_of(number), pack_.life.states.front().id);
}

void Stage::play(const Act& act) {
  switch (act.kind) {
    case ActKind::tell:
      tell(act);
      break;
    case ActKind::tell_back:
      tell_dated(act);
      break;
    case ActKind::repeat:
      repeat(act);
      break;
    case ActKind::race:
      race(act);
      break;
    case ActKind::wait:
      clock_.set(clock_.now() + act.shift);
      ring();
      break;
    case ActKind::set_back:
      clock_.set(clock_.now() + Duration{-act.shift.ms});
      ring();
      break;
  }
  if (!watched_.told().empty()) check(watched_.told().front());
}

void Stage::tell(const Act& act) {
  const auto told =
      registration::change_line(number_of(act.number), act.event, {pack_, watched_, clock_});
  if (!told) check(tl::unexpected<Error>(told.error()));
}

// Neither the past nor the future may move a line.
void Stage::tell_dated(const Act& act) {
  const Life before = life(act.number);
  domain::LifeEvent event = act.event;
  event.at = clock_.now() + act.shift;
  const LifeChange change = registration::decide_change(before, event, pack_, clock_.now());
  const bool outside = event.at > clock_.now() || event.at < before.changed_at;
  if (outside && !change.refusal) check("an event of another time moved a line");
  check(watched_.commit(std::span(&change, 1)));
}

// The same key with the same event gives the first answer; the line stays as it is.
void Stage::repeat(const Act& act) {
  tell(act);
  const Life before = life(act.number);
  const auto first = lives_.find_change(act.event.key);
  const auto again =
      registration::change_line(number_of(act.number), act.event, {pack_, watched_, clock_});
  if (!(life(act.number) == before)) check("an event told twice moved the line twice");
  if (!first || !*first || !again) return;  // the key belonged to another event: conflict
  if (again->rule != (*first)->rule || again->refusal != (*first)->refusal) {
    check("an event told twice was answered in two ways");
  }
}

// Both decide on one reading. Of two that would move the line the store lets one through.
void Stage::race(const Act& act) {
  const Life read = life(act.number);
  const std::array events = {act.event, act.other};
  int moved = 0;
  for (domain::LifeEvent event : events) {
    event.at = clock_.now();
    const LifeChange change = registration::decide_change(read, event, pack_, clock_.now());
    const Status committed = watched_.commit(std::span(&change, 1));
    check(committed);
    if (committed && !change.refusal) ++moved;
  }
  if (moved > 1) check("two events moved one reading of a line");
}

void Stage::ring() {
  for (int i = 0; i < kRingsLimit; ++i) {
    const auto rung = registration::ring_clocks({pack_, watched_, clock_}, kRingAtOnce);
    if (!rung) return check(rung.error().message);
    if (rung->moved + rung->refused > 0) continue;
    const auto due = lives_.due(clock_.now(), kRingAtOnce);
    if (!due || due->size() != rung->waiting) check("a clock that is due did not ring");
    return;
  }
  check("clocks ring without end");
}

void Stage::replay() {
  std::map<std::string, Life> rebuilt;
  check(lives_.replay([&](const LifeChange& change) -> Status {
    const Life unborn = domain::unborn(change.before.line.msisdn, pack_.life.states.front().id);
    Life& life = rebuilt.try_emplace(change.before.line.msisdn.get(), unborn).first->second;
    if (!(life == change.before)) return fail(ErrorCode::corrupt, "the past has a gap");
    // That an event came from the future, only the clock of that moment knew.
    if (change.refusal && change.refusal->code == "life.from_the_future") return {};
    const LifeChange again =
        registration::decide_change(life, change.event, pack_, change.event.at);
    if (!(again.after == change.after) || again.refusal != change.refusal) {
      return fail(ErrorCode::corrupt, "the past decides otherwise when it is told again");
    }
    life = change.after;
    return {};
  }));
  check(lives_.each_life([&](const Life& life) -> Status {
    const auto found = rebuilt.find(life.line.msisdn.get());
    if (found != rebuilt.end() && found->second == life) return {};
    return fail(ErrorCode::corrupt, "replay gives another line");
  }));
}

void Stage::end() {
  const auto compared = witness_.compare(lives_);
  check(compared ? *compared : compared.error().message);
  replay();
}

}  // namespace truename::simulation
