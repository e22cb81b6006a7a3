#include "simulation/invariants.h"

#include <algorithm>

namespace truename::simulation {
namespace {

using domain::EventKind;
using domain::Life;
using domain::Service;
using policy::LifeState;
using policy::LifeTable;
using policy::LifeTransition;
using policy::NeedKind;
using registration::LifeChange;

const LifeState* state_of(const LifeTable& table, const std::string& id) {
  const auto found = std::find_if(table.states.begin(), table.states.end(),
                                  [&](const LifeState& state) { return state.id == id; });
  return found == table.states.end() ? nullptr : &*found;
}

const LifeTransition* row_of(const LifeTable& table, const std::string& id) {
  const auto found = std::find_if(table.transitions.begin(), table.transitions.end(),
                                  [&](const LifeTransition& move) { return move.id == id; });
  return found == table.transitions.end() ? nullptr : &*found;
}

bool runs(const Life& life, const std::string& clock) {
  return std::any_of(life.clocks.begin(), life.clocks.end(),
                     [&](const domain::RunningClock& one) { return one.id == clock; });
}

bool clocks_in_order(const Life& life) {
  for (std::size_t i = 0; i < life.clocks.size(); ++i) {
    if (i > 0 && life.clocks[i].due < life.clocks[i - 1].due) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (life.clocks[i].id == life.clocks[j].id) return false;
    }
  }
  return true;
}

// A refusal names a row or the table, and the text that it rests on; and it moves nothing.
std::string broken_by_refusal(const LifeChange& change, const policy::Pack& pack) {
  const domain::Reason& reason = *change.refusal;
  if (reason.code.empty() || reason.citation.empty()) return "a refusal without code or citation";
  const bool named = reason.rule == pack.id + ":life" || row_of(pack.life, reason.rule) != nullptr;
  if (!named || change.rule != reason.rule) return "a refusal by a rule that the pack lacks";
  if (change.after == change.before) return "";
  Life ended = change.before;  // a clock that no row hears ends, and that is all
  std::erase_if(ended.clocks, [&](const auto& clock) { return clock.id == change.event.clock; });
  ++ended.revision;
  const bool only_the_clock = change.event.kind == EventKind::clock &&
                              reason.code == "life.not_in_table" && change.after == ended;
  return only_the_clock ? "" : "a refusal that changed the line";
}

std::string broken_by_row(const LifeChange& change, const LifeTable& table,
                          const LifeTransition& move) {
  const auto from = std::any_of(move.from.begin(), move.from.end(), [&](std::size_t state) {
    return table.states[state].id == change.before.state;
  });
  if (!from) return "moved from a state that the row does not list";
  if (move.on != change.event.kind) return "moved by an event that is not the row's";
  const std::string& to = move.to ? table.states[*move.to].id : change.before.state;
  if (change.after.state != to) return "moved to a state that is not the row's";
  const bool may = change.event.by ? std::find(move.roles.begin(), move.roles.end(),
                                               change.event.by->role) != move.roles.end()
                                   : move.roles.empty();
  if (!may) return "done by a role that the row does not list";
  if (move.on != EventKind::clock) return "";
  const std::string& clock = table.clocks[move.on_clock].id;
  if (clock != change.event.clock) return "moved by a clock that is not the row's";
  if (!runs(change.before, clock)) return "a clock rang that did not run";
  const bool again = std::any_of(move.start.begin(), move.start.end(),
                                 [&](const auto& start) { return start.clock == move.on_clock; });
  return runs(change.after, clock) && !again ? "a clock rang and still runs" : "";
}

std::string broken_by_holder(const LifeChange& change, const LifeTransition& move) {
  const Life& before = change.before;
  const Life& after = change.after;
  const bool left = before.holder && after.holder != before.holder;
  if (after.epoch != before.epoch + (left ? 1U : 0U)) return "the epoch miscounts holders";
  if (left && after.epoch_since != change.event.at) return "the epoch is of another time";
  const bool came = after.holder && after.holder != before.holder;
  if (came && (after.holder != change.event.holder || change.event.proof.empty() ||
               after.proof != change.event.proof)) {
    return "a holder without a proof of their own";
  }
  const bool heirs = move.on == EventKind::succeed;
  if (left && came && !heirs &&
      (move.on != EventKind::transfer || change.event.giver_proof.empty())) {
    return "a held line was given away without its giver";
  }
  if (!left) return "";
  if (!after.proof.empty() && after.proof == before.proof) return "the old holder's proof stayed";
  domain::LineMarks of_row = after.marks;
  of_row.remove(move.set);
  if (!of_row.empty()) return "the old holder's marks stayed";
  const auto by_this_event = [&](const domain::PrincipalId& who) {
    const auto is = [&](const auto& actor) { return actor && actor->id == who; };
    return is(change.event.by) || is(change.event.confirmed_by);
  };
  return std::all_of(after.measures_by.begin(), after.measures_by.end(), by_this_event)
             ? ""
             : "a measure against the old holder stayed";
}

}  // namespace

std::string broken_in(const Life& life, const LifeTable& table) {
  const LifeState* const state = state_of(table, life.state);
  if (state == nullptr) return "a state that the table lacks";
  if (state->held != life.holder.has_value()) return "held and state disagree";
  if (state->service != Service::none && (!life.holder || life.proof.empty())) {
    return "an active line without holder and proof";
  }
  if (!clocks_in_order(life)) return "clocks out of order, or one twice";
  if (life.holder) return life.proof.empty() ? "a holder without proof" : "";
  const bool clean = life.proof.empty() && life.line.iccid.get().empty() && life.marks.empty() &&
                     life.measures_by.empty() && life.line_class == domain::LineClass::personal;
  return clean ? "" : "something of a holder on a number that nobody holds";
}

std::string broken_by(const LifeChange& change, const policy::Pack& pack) {
  if (change.refusal) return broken_by_refusal(change, pack);
  const LifeTransition* const move = row_of(pack.life, change.rule);
  if (move == nullptr) return "moved by a rule that the pack lacks";
  std::string broken = broken_by_row(change, pack.life, *move);
  if (broken.empty()) broken = broken_by_holder(change, *move);
  if (broken.empty()) broken = broken_in(change.after, pack.life);
  if (!broken.empty()) return broken;
  const bool told = change.after.changed_at == change.event.at &&
                    change.after.revision == change.before.revision + 1 &&
                    change.event.at >= change.before.changed_at &&
                    change.after.line.msisdn == change.before.line.msisdn;
  if (!told) return "time or revision did not move on by one event";
  const LifeState* const before = state_of(pack.life, change.before.state);
  const LifeState* const after = state_of(pack.life, change.after.state);
  if (before->held && reaches_emergency(before->service) && after->held &&
      !reaches_emergency(after->service)) {
    return "emergency numbers out of a holder's reach";
  }
  return "";
}

}  // namespace truename::simulation
