#include "policy/check_life.h"

#include <algorithm>
#include <bitset>
#include <set>

#include "policy/check_life_row.h"

namespace truename::policy {
namespace {

using domain::EventKind;
using domain::Service;

Status wrong(const std::string& where, const std::string& problem) {
  return fail(ErrorCode::bad_input, where + " " + problem);
}

Status check_first_state(const LifeTable& table, const std::string& where) {
  if (table.states.empty()) return wrong(where, "needs at least one state.");
  const LifeState& first = table.states.front();
  if (first.held || first.service != Service::none) {
    return wrong(where, "state \"" + first.id +
                            "\" stands first and must be held by nobody and carry no service.");
  }
  for (const LifeState& state : table.states) {
    if (state.held || state.service == Service::none) continue;
    return wrong(where, "state \"" + state.id +
                            "\" carries service and is held by nobody; write held = true or "
                            "service = \"none\" (R1).");
  }
  if (std::find(table.keep_open.begin(), table.keep_open.end(), "emergency") ==
      table.keep_open.end()) {
    return wrong(where, "needs \"emergency\" in keep_open; no suspended line loses it.");
  }
  return {};
}

Status check_reached(const LifeTable& table, const std::string& where) {
  std::vector<bool> reached(table.states.size());
  std::vector<std::size_t> todo = {0};
  reached[0] = true;
  while (!todo.empty()) {
    const std::size_t from = todo.back();
    todo.pop_back();
    for (const LifeTransition& move : table.transitions) {
      if (std::find(move.from.begin(), move.from.end(), from) == move.from.end()) continue;
      const std::size_t to = target_of(move, from);
      if (!reached[to]) todo.push_back(to);
      reached[to] = true;
    }
  }
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (!reached[i]) {
      return wrong(where, "state \"" + table.states[i].id +
                              "\" is reached by no transition; add one or leave it out.");
    }
  }
  return {};
}

// A clock whose length is not confirmed never rings, unless an event names its end.
bool can_happen(const LifeTable& table, const LifeTransition& move) {
  if (move.on != EventKind::clock || table.clocks[move.on_clock].length) return true;
  const auto at_end_date = [&](const ClockStart& start) {
    return start.at_end_date && start.clock == move.on_clock;
  };
  return std::any_of(table.transitions.begin(), table.transitions.end(),
                     [&](const LifeTransition& other) {
                       return std::any_of(other.start.begin(), other.start.end(), at_end_date);
                     });
}

// Nobody is held for ever: from every held state a way leads to one that nobody holds.
Status check_left(const LifeTable& table, const std::string& where) {
  std::vector<bool> leaves(table.states.size());
  for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i] = !table.states[i].held;
  for (bool grew = true; grew;) {
    grew = false;
    for (const LifeTransition& move : table.transitions) {
      if (!can_happen(table, move)) continue;
      for (const std::size_t from : move.from) {
        if (leaves[from] || !leaves[target_of(move, from)]) continue;
        leaves[from] = grew = true;
      }
    }
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (!leaves[i]) {
      return wrong(where, "state \"" + table.states[i].id +
                              "\" can never end; add a transition that leads out.");
    }
  }
  return {};
}

// What happens to every line somewhere; a pack that forgets one would strand its subscribers.
Status check_events(const LifeTable& table, const std::string& where) {
  for (const EventKind kind :
       {EventKind::open, EventKind::activated, EventKind::transfer, EventKind::sim_replace,
        EventKind::disown, EventKind::close, EventKind::holder_end}) {
    const bool there = std::any_of(table.transitions.begin(), table.transitions.end(),
                                   [kind](const LifeTransition& move) { return move.on == kind; });
    if (!there) {
      return wrong(where, "has no transition on \"" + std::string(event_text(kind)) +
                              "\"; every pack says what it does.");
    }
  }
  for (std::size_t i = 0; i < table.states.size(); ++i) {
    if (!table.states[i].held || table.states[i].service == Service::none) continue;
    for (const EventKind kind : {EventKind::disown, EventKind::close}) {
      if (table.moves_of(i, kind).empty()) {
        return wrong(where, "state \"" + table.states[i].id + "\" has no transition on \"" +
                                std::string(event_text(kind)) +
                                "\"; who holds a line can always leave it (R55, R56).");
      }
    }
  }
  return {};
}

using ClockSet = std::bitset<64>;

ClockSet started_by(const LifeTable& table, const LifeTransition& move) {
  ClockSet out;
  for (const ClockStart& start : move.start) {
    if (start.at_end_date || table.clocks[start.clock].length) out.set(start.clock);
  }
  return out;
}

// Which clocks may be running in which state, followed along every transition until nothing grows.
std::vector<ClockSet> may_run(const LifeTable& table) {
  std::vector<ClockSet> running(table.states.size());
  for (bool grew = true; grew;) {
    grew = false;
    for (const LifeTransition& move : table.transitions) {
      for (const std::size_t from : move.from) {
        const std::size_t to = target_of(move, from);
        ClockSet after = running[from];
        if (move.on == EventKind::clock) after.reset(move.on_clock);
        for (const std::size_t clock : move.stop) after.reset(clock);
        if (!table.states[to].held && to != from) after.reset();
        after |= started_by(table, move);
        grew = grew || (after & ~running[to]).any();
        running[to] |= after;
      }
    }
  }
  return running;
}

// A clock that rings where nobody listens would be lost; one whose rows all have needs might be.
Status check_clocks_heard(const LifeTable& table, const std::string& where) {
  const std::vector<ClockSet> running = may_run(table);
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    for (std::size_t clock = 0; clock < table.clocks.size(); ++clock) {
      if (!running[state].test(clock)) continue;
      const auto& moves = table.moves_of(state, EventKind::clock);
      const bool heard = std::any_of(moves.begin(), moves.end(), [&](std::uint16_t i) {
        return table.transitions[i].on_clock == clock && table.transitions[i].needs.empty();
      });
      if (!heard) {
        return wrong(where, "clock \"" + table.clocks[clock].id + "\" may ring in state \"" +
                                table.states[state].id +
                                "\", where no transition without needs listens; add one or stop "
                                "the clock before.");
      }
    }
  }
  return {};
}

// Clocks of no length that start each other would ring for ever at one moment.
Status check_clock_cycles(const LifeTable& table, const std::string& where) {
  const auto instant = [&](std::size_t clock) {
    return table.clocks[clock].length && table.clocks[clock].length->ms == 0;
  };
  for (std::size_t first = 0; first < table.clocks.size(); ++first) {
    if (!instant(first)) continue;
    std::set<std::size_t> seen;
    std::vector<std::size_t> todo = {first};
    while (!todo.empty()) {
      const std::size_t clock = todo.back();
      todo.pop_back();
      for (const LifeTransition& move : table.transitions) {
        if (move.on != EventKind::clock || move.on_clock != clock) continue;
        for (const ClockStart& start : move.start) {
          if (start.at_end_date || !instant(start.clock)) continue;
          if (start.clock == first) {
            return wrong(where, "clock \"" + table.clocks[first].id +
                                    "\" has no length and starts itself again; give it one.");
          }
          if (seen.insert(start.clock).second) todo.push_back(start.clock);
        }
      }
    }
  }
  return {};
}

// A mark that nothing takes away again would be a sentence without end.
Status check_marks(const LifeTable& table, const std::string& where) {
  for (const domain::LineMark mark : domain::kLineMarks) {
    bool set = false;
    bool cleared = false;
    for (const LifeTransition& move : table.transitions) {
      set = set || move.set.has(mark);
      cleared = cleared || (move.clear.has(mark) && can_happen(table, move));
    }
    if (set && !cleared) {
      return wrong(where, "sets the mark \"" + std::string(mark_text(mark)) +
                              "\" and never clears it; add a transition that does.");
    }
  }
  return {};
}

}  // namespace

Status check_life_table(const LifeTable& table, const std::string& where) {
  TRY_STATUS(check_first_state(table, where));
  for (const LifeTransition& move : table.transitions) {
    TRY_STATUS(check_life_row(table, move, where + " transition \"" + move.id + "\""));
  }
  TRY_STATUS(check_reached(table, where));
  TRY_STATUS(check_left(table, where));
  TRY_STATUS(check_events(table, where));
  TRY_STATUS(check_clocks_heard(table, where));
  TRY_STATUS(check_clock_cycles(table, where));
  return check_marks(table, where);
}

}  // namespace truename::policy
