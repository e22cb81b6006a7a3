#include "policy/step.h"

#include <algorithm>
#include <string>

#include "base/check.h"

namespace truename::policy {
namespace {

using domain::EventKind;
using domain::Life;
using domain::LifeEvent;
using domain::Reason;

Reason refusal(std::string code, const std::string& rule, const std::string& cite) {
  return {.code = "life." + std::move(code),
          .rule = rule,
          .citation = cite,
          .outcome = domain::Outcome::rejected,
          .remedy = domain::Remedy::none};
}

std::string table_rule(const Pack& pack) { return pack.id + ":life"; }

const domain::RunningClock* running(const Life& life, std::string_view id) {
  const auto found = std::find_if(life.clocks.begin(), life.clocks.end(),
                                  [id](const domain::RunningClock& one) { return one.id == id; });
  return found == life.clocks.end() ? nullptr : &*found;
}

// Nothing from tomorrow, nothing from before the last event, no clock before its time.
std::string wrong_time(const Life& life, const LifeEvent& event, Timestamp now) {
  if (event.at > now) return "from_the_future";
  if (event.at < life.changed_at) return "out_of_order";
  if (event.kind != EventKind::clock) return "";
  const domain::RunningClock* const clock = running(life, event.clock);
  if (clock == nullptr) return "clock_not_running";
  return clock->due > event.at ? "clock_not_due" : "";
}

bool may_do(const LifeTransition& move, const LifeEvent& event) {
  if (!event.by) return move.roles.empty();
  return std::find(move.roles.begin(), move.roles.end(), event.by->role) != move.roles.end();
}

bool has_taken_measure(const Life& life, const domain::PrincipalId& who) {
  return std::find(life.measures_by.begin(), life.measures_by.end(), who) != life.measures_by.end();
}

// A second person is one of the operator's staff who may act at all.
bool confirms(domain::Role role) {
  return role != domain::Role::terminal && role != domain::Role::subscriber &&
         role != domain::Role::auditor;
}

// Empty when the need is met, else what is missing.
std::string unmet(const Need& need, const Life& life, const LifeEvent& event,
                  const LifeTable& table) {
  switch (need.kind) {
    case NeedKind::proofed:
      return event.holder && !event.proof.empty() ? "" : "not_proofed";
    case NeedKind::giver_proofed:
      return !event.giver_proof.empty() ? "" : "giver_not_proofed";
    case NeedKind::same_holder:
      return event.holder && event.holder == life.holder ? "" : "not_the_holder";
    case NeedKind::other_holder:
      return event.holder && event.holder != life.holder ? "" : "already_the_holder";
    case NeedKind::card:
      return event.iccid && !event.iccid->get().empty() ? "" : "no_card";
    case NeedKind::end_date:
      return event.until && *event.until > event.at ? "" : "no_end_date";
    case NeedKind::two_persons:
      return event.by && event.confirmed_by && event.by->id != event.confirmed_by->id &&
                     confirms(event.confirmed_by->role)
                 ? ""
                 : "second_person_missing";
    case NeedKind::another_person:
      return event.by && !has_taken_measure(life, event.by->id) ? "" : "same_person_decides";
    case NeedKind::mark:
      return life.marks.has(need.mark) ? "" : "not_" + std::string(mark_text(need.mark));
    case NeedKind::no_mark:
      return life.marks.has(need.mark) ? std::string(mark_text(need.mark)) : "";
    case NeedKind::held_for: {
      const auto& length = table.clocks[need.clock].length;
      return !length || life.held_since + *length <= event.at ? "" : "held_too_short";
    }
  }
  CHECK(false);
}

std::string first_unmet(const LifeTransition& move, const Life& life, const LifeEvent& event,
                        const LifeTable& table) {
  for (const Need& need : move.needs) {
    std::string missing = unmet(need, life, event, table);
    if (!missing.empty()) return missing;
  }
  return "";
}

bool is_measure(EventKind kind) {
  return kind == EventKind::suspend || kind == EventKind::fraud_flag ||
         kind == EventKind::reverify_fail || kind == EventKind::dispute_dismissed ||
         kind == EventKind::appeal_dismissed;
}

// Who confirmed a measure is as little another person as who took it (R77).
void remember_measure(Life& life, const LifeEvent& event) {
  for (const auto& actor : {event.by, event.confirmed_by}) {
    if (actor && !has_taken_measure(life, actor->id)) life.measures_by.push_back(actor->id);
  }
}

void stop_clock(Life& life, std::string_view id) {
  std::erase_if(life.clocks, [id](const domain::RunningClock& one) { return one.id == id; });
}

void start_clock(Life& life, const std::string& id, Timestamp due) {
  stop_clock(life, id);
  const auto later = std::find_if(life.clocks.begin(), life.clocks.end(),
                                  [due](const domain::RunningClock& one) { return one.due > due; });
  life.clocks.insert(later, {id, due});
}

void holder_leaves(Life& life, Timestamp at) {
  ++life.epoch;
  life.epoch_since = at;
  life.marks = {};
  life.measures_by.clear();
}

void forget_holder(Life& life, Timestamp at) {
  holder_leaves(life, at);
  life.holder.reset();
  life.proof.clear();
  life.line.iccid = domain::Iccid();
  life.held_since = Timestamp{};
  life.line_class = domain::LineClass::personal;  // the next one's own sale says what it is
}

bool needs(const LifeTransition& move, NeedKind kind) {
  return std::any_of(move.needs.begin(), move.needs.end(),
                     [kind](const Need& need) { return need.kind == kind; });
}

void change_holder(Life& life, const LifeEvent& event) {
  if (life.holder && life.holder != event.holder) {
    holder_leaves(life, event.at);
    life.clocks.clear();  // what ran against the one before does not run against the next
  }
  if (life.holder != event.holder) life.held_since = event.at;
  life.holder = event.holder;
  life.proof = event.proof;
}

void run_clocks(Life& life, const LifeTransition& move, const LifeEvent& event,
                const LifeTable& table) {
  if (event.kind == EventKind::clock) stop_clock(life, event.clock);
  for (const std::size_t clock : move.stop) stop_clock(life, table.clocks[clock].id);
  for (const ClockStart& start : move.start) {
    const LifeClock& clock = table.clocks[start.clock];
    if (start.at_end_date) {
      start_clock(life, clock.id, *event.until);
    } else if (clock.length) {
      start_clock(life, clock.id, event.at + *clock.length);
    }
  }
}

// A card comes with a row that asks for one, or with another holder; no other event changes it.
bool takes_card(const LifeTransition& move, const Life& before, const Life& after) {
  return needs(move, NeedKind::card) || (after.holder && after.holder != before.holder);
}

void give_holder(Life& after, const Life& before, const LifeTransition& move,
                 const LifeEvent& event) {
  if (needs(move, NeedKind::proofed)) change_holder(after, event);
  if (event.iccid && !event.iccid->get().empty() && takes_card(move, before, after)) {
    after.line.iccid = *event.iccid;
  }
  if (event.line_class && after.holder != before.holder) after.line_class = *event.line_class;
  after.marks.remove(move.clear);
  after.marks.add(move.set);
  if (is_measure(event.kind)) remember_measure(after, event);
}

Life moved(const Life& life, const LifeTransition& move, const LifeEvent& event,
           const LifeTable& table) {
  Life after = life;
  const LifeState* const to = move.to ? &table.states[*move.to] : nullptr;
  const bool lets_go = to != nullptr && !to->held && to->id != life.state;
  if (lets_go) after.clocks.clear();
  if (lets_go && life.holder) forget_holder(after, event.at);
  // Who has just let go is not made the holder again by the proof that they had to show.
  const bool held = to != nullptr ? to->held : life.holder.has_value();
  if (held) give_holder(after, life, move, event);
  run_clocks(after, move, event, table);
  if (to != nullptr && to->id != life.state) {
    after.state = to->id;
    after.state_since = event.at;
  }
  after.changed_at = event.at;
  ++after.revision;
  return after;
}

}  // namespace

Either<Transition, Reason> step(const Life& life, const LifeEvent& event, const Pack& pack,
                                Timestamp now) {
  const LifeTable& table = pack.life;
  const std::string when = wrong_time(life, event, now);
  if (!when.empty()) return refuse(refusal(when, table_rule(pack), table.cite));
  const auto state = table.state(life.state);
  if (!state) return refuse(refusal("unknown_state", table_rule(pack), table.cite));
  std::optional<Reason> first;
  for (const std::uint16_t i : table.moves_of(*state, event.kind)) {
    const LifeTransition& move = table.transitions[i];
    if (event.kind == EventKind::clock && table.clocks[move.on_clock].id != event.clock) continue;
    std::string missing = may_do(move, event) ? first_unmet(move, life, event, table) : "role";
    if (missing.empty()) return Transition{moved(life, move, event, table), &move};
    if (!first) first = refusal(std::move(missing), move.id, move.cite);
  }
  if (!first) first = refusal("not_in_table", table_rule(pack), table.cite);
  return refuse(*std::move(first));
}

}  // namespace truename::policy
