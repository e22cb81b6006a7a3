// What the operator's people do in the simulation, and the fraud that befalls them.
#include "simulation/rates.h"
#include "simulation/world.h"

namespace truename::simulation {
namespace {

using domain::EventKind;
using domain::Life;
using domain::LineMark;

constexpr double kMillion = 1e6;

}  // namespace

// Lines with signs of fraud are asked to be verified again, some of them every month (R60).
void World::batch() {
  const auto lines =
      static_cast<std::uint32_t>(kHabits.batch_part * static_cast<double>(country_.numbers()));
  for (std::uint32_t i = 0; i < lines; ++i) {
    const NumberIndex number = country_.any_number(random_);
    tell(number, EventKind::reverify_ask, {});
    if (!read(number).marks.has(LineMark::reverification_open)) continue;
    if (!random_.chance(kHabits.answers_in_time)) continue;
    later(random_.exponential(14), {.errand = Errand::answer_reverify, .number = number});
  }
  later(kHabits.days_between_batches, {.errand = Errand::batch});
}

void World::flags() {
  const double mean =
      kHabits.flags_per_day_per_million * static_cast<double>(country_.numbers()) / kMillion;
  auto flags = static_cast<int>(mean);
  if (random_.chance(mean - flags)) ++flags;
  for (; flags > 0; --flags) {
    const NumberIndex number = country_.any_number(random_);
    tell(number, EventKind::fraud_flag, {});
    later(random_.exponential(2), {.errand = Errand::decide_fraud, .number = number});
  }
  later(1, {.errand = Errand::flags});
}

void World::decide_fraud(const Item& item) {
  if (!read(item.number).marks.has(LineMark::fraud_review)) return;
  if (!random_.chance(kHabits.flag_is_fraud)) {
    return tell(item.number, EventKind::fraud_clear, {});
  }
  tell(item.number, EventKind::suspend, {});
  if (random_.chance(0.3)) tell(item.number, EventKind::suspend, {});  // both ways
  if (random_.chance(kHabits.appeals)) {
    later(random_.exponential(3), {.errand = Errand::appeal, .number = item.number});
  }
}

void World::decide_appeal(const Item& item) {
  const bool holds = random_.chance(kHabits.appeal_holds);
  tell(item.number, holds ? EventKind::appeal_upheld : EventKind::appeal_dismissed, {});
}

void World::decide_dispute(const Item& item) {
  if (!read(item.number).marks.has(LineMark::disputed)) return;
  const bool upheld = item.impostor || random_.chance(kHabits.dispute_upheld);
  tell(item.number, upheld ? EventKind::dispute_upheld : EventKind::dispute_dismissed, {});
}

// One identity, one clerk, many applications within two days (R71, R72).
void World::fraud_ring() {
  const PersonNumber named = country_.anybody(random_);
  for (int left = 10 + static_cast<int>(random_.below(30)); left > 0; --left) {
    later(2 * random_.unit(), {.errand = Errand::apply, .who = named, .impostor = true});
  }
  const double a_year = kHabits.rings_per_year_per_100000 * country_.people() / 1e5;
  later(random_.exponential(365 / a_year), {.errand = Errand::fraud_ring});
}

}  // namespace truename::simulation
