// LifeTable: a pack's states, transitions and clocks of a line, already checked; moves nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "domain/life.h"
#include "domain/life_event.h"
#include "policy/cited_value.h"

namespace truename::policy {

struct LifeState {
  std::string id;
  domain::Service service = domain::Service::none;
  bool held =
      false;  // somebody is the holder; entering a state that is not held forgets them (R58)
};

struct LifeClock {
  std::string id;
  // Absent: the law's length is not confirmed, so that the clock never runs; see `doubt`.
  std::optional<Duration> length;
  std::string cite;
  Mark mark = Mark::own_design;
};

// What must be true beside state and event; docs/formats/life.md says each.
enum class NeedKind {
  proofed,         // an approved case of the holder named
  giver_proofed,   // an approved case of the holder who gives
  same_holder,     // who is named holds the line
  other_holder,    // who is named does not
  card,            // a card is named
  end_date,        // the event says when it ends by itself
  two_persons,     // confirmed by another principal
  another_person,  // who decides is not who took the measure
  mark,            // the line bears a mark
  no_mark,         // the line does not
  held_for,        // this holder has held it for at least a clock's length
};
struct Need {
  NeedKind kind = NeedKind::proofed;
  domain::LineMark mark = domain::LineMark::disputed;  // of mark and no_mark
  std::size_t clock = 0;                               // of held_for
};

struct ClockStart {
  std::size_t clock = 0;
  bool at_end_date = false;  // due when the event says, not after the clock's length
};

struct LifeTransition {
  std::string id;  // the rule that a case or a refusal names
  domain::EventKind on = domain::EventKind::open;
  std::size_t on_clock = 0;         // of kind clock
  std::vector<std::size_t> from;    // states
  std::optional<std::size_t> to;    // absent: stays
  std::vector<domain::Role> roles;  // of whoever does it; empty: nobody does, it happens
  std::vector<Need> needs;
  std::vector<ClockStart> start;
  std::vector<std::size_t> stop;
  domain::LineMarks set;
  domain::LineMarks clear;
  std::string cite;
  Mark mark = Mark::own_design;
};

struct LifeTable {
  std::string cite;  // of the table as a whole: what a refusal of an unknown move rests on
  std::vector<std::string> keep_open;  // what every suspended state still carries (R52)
  std::vector<LifeState> states;       // the first is the one of a number that nobody holds
  std::vector<LifeClock> clocks;
  std::vector<LifeTransition> transitions;
  // Per state and event kind the transitions to try, in their order; made by index().
  std::vector<std::vector<std::uint16_t>> moves;

  std::optional<std::size_t> state(std::string_view id) const;
  std::optional<std::size_t> clock(std::string_view id) const;
  const std::vector<std::uint16_t>& moves_of(std::size_t state, domain::EventKind on) const {
    return moves[state * domain::kEventKinds + static_cast<std::size_t>(on)];
  }
  void index();
};

}  // namespace truename::policy
