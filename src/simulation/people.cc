// What the people of the simulation do with their lines, and what is done to them.
#include "simulation/rates.h"
#include "simulation/world.h"

namespace truename::simulation {
namespace {

using domain::ApplicationKind;
using domain::EventKind;
using domain::Life;

// What a person can do who has a line, in the order of YearlyRates.
enum class Deed {
  buy,
  replace_card,
  change_device,
  give_away,
  close,
  port_out,
  port_in,
  dispute,
  be_robbed,
  die,
  be_listed,
  buy_for_thing,
};
constexpr double kDeedRates[] = {kYearly.another_line, kYearly.sim_replace, kYearly.device_change,
                                 kYearly.transfer,     kYearly.close,       kYearly.port_out,
                                 kYearly.port_in,      kYearly.own_dispute, kYearly.stolen,
                                 kYearly.death,        kYearly.sanction,    kYearly.thing_line};

constexpr double all_rates() {
  double out = 0;
  for (const double rate : kDeedRates) out += rate;
  return out;
}

Deed draw_deed(Random& random) {
  double left = random.unit() * all_rates();
  int deed = 0;
  for (const double rate : kDeedRates) {
    if (left < rate) return static_cast<Deed>(deed);
    left -= rate;
    ++deed;
  }
  return Deed::buy;
}

}  // namespace

void World::live(PersonNumber person) {
  if (country_.dead(person)) return;
  const auto lines = lives_.held_by(country_.holder(person));
  if (!lines) return fail_with(tl::unexpected<Error>(lines.error()));
  if (lines->empty()) {
    apply({.who = person});
  } else {
    do_something(person, *lines);
  }
  if (country_.dead(person)) return;
  later(random_.exponential(365 / all_rates()), {.errand = Errand::live, .who = person});
}

void World::do_something(PersonNumber person, const std::vector<Life>& lines) {
  const Life& line = random_.pick(lines);
  const NumberIndex number = Country::number(line.line.msisdn);
  const Words own{.who = country_.holder(person), .names_holder = true};
  switch (draw_deed(random_)) {
    case Deed::buy:
      return apply({.who = person});
    case Deed::buy_for_thing:
      return apply({.who = person, .line_class = domain::LineClass::iot});
    case Deed::replace_card:
      return apply({.who = person,
                    .number = number,
                    .kind = ApplicationKind::sim_replace,
                    .line_class = line.line_class});
    case Deed::change_device:
      if (line.line_class == domain::LineClass::iot && random_.chance(0.3)) {
        return tell(number, EventKind::scenario_breach, own);
      }
      return tell(number, EventKind::device_change, own);
    case Deed::give_away:
      return apply({.who = country_.anybody(random_),
                    .number = number,
                    .kind = ApplicationKind::transfer,
                    .line_class = line.line_class});
    case Deed::close:
      return tell(number, EventKind::close, own);
    case Deed::port_out:
      return tell(number, EventKind::port_out, own);
    case Deed::port_in:
      return apply({.who = person, .kind = ApplicationKind::port_in});
    case Deed::dispute:
      return disown({.who = person, .number = number});
    case Deed::be_robbed:
      return be_robbed(person);
    case Deed::die:
      return die(person, lines);
    case Deed::be_listed:
      for (const Life& one : lines) {
        tell(Country::number(one.line.msisdn), EventKind::sanction, own);
      }
      return;
  }
}

// Somebody opens a line in their name, with their document or a forged one.
void World::be_robbed(PersonNumber person) {
  for (int lines = 1 + static_cast<int>(random_.below(3)); lines > 0; --lines) {
    later(random_.exponential(1), {.errand = Errand::apply, .who = person, .impostor = true});
  }
}

void World::die(PersonNumber person, const std::vector<Life>& lines) {
  country_.bury(person);
  for (const Life& line : lines) {
    const NumberIndex number = Country::number(line.line.msisdn);
    tell(number, EventKind::holder_end, {.who = country_.holder(person), .names_holder = true});
    later(10 + random_.exponential(90), {.errand = Errand::heirs, .who = person, .number = number});
  }
}

void World::heirs(const Item& item) {
  if (!random_.chance(0.6)) return;
  if (random_.chance(0.03)) {  // the wrong person was taken for dead
    return tell(item.number, EventKind::restore, {.who = country_.holder(item.who)});
  }
  const Life life = read(item.number);
  if (life.holder != country_.holder(item.who)) return;
  tell(item.number, EventKind::succeed, {.who = country_.holder(country_.anybody(random_))});
}

void World::disown(const Item& item) {
  if (read(item.number).holder != country_.holder(item.who)) return;
  tell(item.number, EventKind::disown, {.who = country_.holder(item.who), .names_holder = true});
  Item decision = item;
  decision.errand = Errand::decide_dispute;
  later(random_.exponential(1.5), decision);
}

void World::answer_reverify(const Item& item) {
  const Life life = read(item.number);
  if (!life.holder || country_.dead(country_.person(*life.holder))) return;
  apply({.who = country_.person(*life.holder),
         .number = item.number,
         .kind = ApplicationKind::reverify,
         .line_class = life.line_class});
}

void World::appeal(const Item& item) {
  Item decision = item;
  decision.errand = Errand::decide_appeal;
  later(random_.exponential(2), decision);
}

}  // namespace truename::simulation
