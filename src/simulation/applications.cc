// What wants a proof in the simulation: evidence is drawn, decide decides, and the line is told.
#include <algorithm>

#include "policy/decide.h"
#include "simulation/rates.h"
#include "simulation/world.h"

namespace truename::simulation {
namespace {

using domain::ApplicationKind;
using domain::EventKind;

constexpr int kRetakes = 2;
constexpr double kMinute = 1.0 / 24 / 60;

EventKind event_of(ApplicationKind kind) {
  switch (kind) {
    case ApplicationKind::transfer:
      return EventKind::transfer;
    case ApplicationKind::sim_replace:
      return EventKind::sim_replace;
    case ApplicationKind::reverify:
      return EventKind::reverify_pass;
    case ApplicationKind::port_in:
      return EventKind::port_in;
    case ApplicationKind::device_change:
      return EventKind::device_change;
    case ApplicationKind::close:
      return EventKind::close;
    case ApplicationKind::disown:
      return EventKind::disown;
    case ApplicationKind::open:
    case ApplicationKind::own_lines:
      break;
  }
  return EventKind::open;
}

bool makes_holder(ApplicationKind kind) {
  return kind == ApplicationKind::open || kind == ApplicationKind::port_in ||
         kind == ApplicationKind::transfer;
}

}  // namespace

domain::HistoryEvidence World::history(const Item& item) {
  domain::HistoryEvidence out;
  const auto held = lives_.held_by(country_.holder(item.who));
  if (!held) fail_with(tl::unexpected<Error>(held.error()));
  if (!held) return out;
  int today_opened = 0;
  bool failed_reverification = false;
  bool listed = false;
  for (const domain::Life& life : *held) {
    if (life.line_class == item.line_class) ++out.active_lines;
    if (date_of(life.held_since) == today()) ++today_opened;
    const auto state = pack_.life.state(life.state);
    const bool full = state && pack_.life.states[*state].service == domain::Service::full;
    if (life.marks.has(domain::LineMark::reverification_open) && !full) {
      failed_reverification = true;
    }
    listed = listed || life.marks.has(domain::LineMark::sanctioned);
  }
  // A line that the applicant holds already does not stand against its own replacement.
  if (!makes_holder(item.kind) && out.active_lines > 0) --out.active_lines;
  using domain::Check;
  out.reverification_settled =
      failed_reverification && makes_holder(item.kind) ? Check::fail : Check::pass;
  out.sanction_grade = listed ? 1 : 0;
  ClerkDay& clerk = clerks_[item.who % clerks_.size()];
  if (clerk.day != today()) clerk = {today(), 0};
  out.openings.clerk_day = clerk.openings;
  out.openings.identity_day = today_opened;
  if (makes_holder(item.kind)) ++clerk.openings;
  return out;
}

void World::apply(Item item) {
  if (country_.dead(item.who) && !item.impostor) return;
  item.errand = Errand::apply;  // also when it comes again, as a retake or by another way
  if (authority_ == AuthorityMode::slow && item.tries == 0 && random_.chance(0.5)) {
    item.tries = 1;  // the answer comes when it comes
    return later(random_.exponential(60) * kMinute, item);
  }
  Applicant applicant{
      .kind = item.kind,
      .line_class = item.line_class,
      .channel = random_.chance(0.8) ? domain::Channel::outlet : domain::Channel::remote,
      .way = item.way,
      .impostor = item.impostor,
      .refuses_faces = country_.refuses_faces(item.who),
      .age = country_.age(item.who, today()),
      .today = today(),
      .authority = authority_,
      .history = history(item)};
  const domain::Decision decision = policy::decide(evidence_of(applicant, pack_, random_), pack_);
  ++report_.applications;
  ++report_.events;
  std::string what = "apply " + std::string(application_kind_text(item.kind));
  if (item.way != domain::Way::face) what += " attended";
  std::string outcome(outcome_text(decision.outcome));
  if (decision.outcome != domain::Outcome::approved) {
    const auto heaviest = std::find_if(
        decision.reasons.begin(), decision.reasons.end(),
        [&](const domain::Reason& reason) { return reason.outcome == decision.outcome; });
    outcome += ": " + heaviest->code + " by " + heaviest->rule;
    if (heaviest->citation.empty()) lives_.tell(what + " without a citation");
  }
  ++report_.outcomes[{std::move(what), std::move(outcome)}];
  settle(item, decision);
}

void World::settle(const Item& item, const domain::Decision& decision) {
  if (decision.outcome == domain::Outcome::approved) return carry_out(item);
  Item again = item;
  if (decision.outcome == domain::Outcome::referred && item.way == domain::Way::face) {
    again.way = domain::Way::attended_visual;
    return later(random_.exponential(0.5), again);
  }
  const bool retake = std::any_of(
      decision.reasons.begin(), decision.reasons.end(),
      [](const domain::Reason& reason) { return reason.remedy == domain::Remedy::retake; });
  if (decision.outcome == domain::Outcome::rejected && retake && item.tries < kRetakes) {
    ++again.tries;
    return later(5 * kMinute, again);
  }
  if (item.kind == ApplicationKind::reverify) tell(item.number, EventKind::reverify_fail, {});
}

void World::carry_out(const Item& item) {
  Item told = item;
  const bool fresh = item.kind == ApplicationKind::open || item.kind == ApplicationKind::port_in;
  if (fresh) told.number = country_.free_number(random_);
  const bool card = fresh || item.kind == ApplicationKind::sim_replace;
  const domain::HolderId who = country_.holder(item.who);
  if (item.kind == ApplicationKind::transfer && random_.chance(kHabits.both_at_once)) {
    return race_transfers(told, country_.holder(country_.anybody(random_)));
  }
  tell(told.number, event_of(item.kind),
       {.who = who,
        .card = card ? country_.next_card() : "",
        .line_class = makes_holder(item.kind) ? std::optional(item.line_class) : std::nullopt});
  if (!fresh) return;
  if (!random_.chance(kHabits.never_activated)) {
    told.errand = Errand::activate;
    later(random_.exponential(60) * kMinute, told);
  }
  if (!item.impostor) return;
  told.errand = Errand::disown;  // the person named finds it
  later(20 + random_.exponential(60), told);
}

// Two clerks read the line at one moment and give it to two people.
void World::race_transfers(const Item& item, const domain::HolderId& rival) {
  const domain::Life life = read(item.number);
  for (const domain::HolderId& who : {country_.holder(item.who), rival}) {
    domain::LifeEvent event = event_for(life, EventKind::transfer, {.who = who});
    event.at = clock_.now();
    const auto change = registration::decide_change(life, event, pack_, clock_.now());
    fail_with(lives_.commit(std::span(&change, 1)));
  }
}

}  // namespace truename::simulation
