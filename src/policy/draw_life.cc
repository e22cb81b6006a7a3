#include "policy/draw_life.h"

#include <algorithm>
#include <map>

namespace truename::policy {
namespace {

// Mermaid's state names may not hold "-".
std::string node(const std::string& id) {
  std::string out = id;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

std::string event_name(const LifeTable& table, const LifeTransition& move) {
  if (move.on != domain::EventKind::clock) return std::string(event_text(move.on));
  const LifeClock& clock = table.clocks[move.on_clock];
  return clock.id + (clock.length ? " " + duration_text(*clock.length) : "");
}

std::string need_name(const LifeTable& table, const Need& need) {
  switch (need.kind) {
    case NeedKind::proofed:
      return "proofed";
    case NeedKind::giver_proofed:
      return "giver proofed";
    case NeedKind::same_holder:
      return "the holder";
    case NeedKind::other_holder:
      return "not the holder";
    case NeedKind::card:
      return "a card";
    case NeedKind::end_date:
      return "an end date";
    case NeedKind::two_persons:
      return "two persons";
    case NeedKind::another_person:
      return "another person";
    case NeedKind::mark:
      return std::string(mark_text(need.mark));
    case NeedKind::no_mark:
      return "not " + std::string(mark_text(need.mark));
    case NeedKind::held_for: {
      const LifeClock& clock = table.clocks[need.clock];
      return "held for " + (clock.length ? duration_text(*clock.length) : clock.id);
    }
  }
  return "";
}

template <class Items, class Name>
std::string joined(const Items& items, Name name) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + std::string(name(item));
  return out;
}

// Rows that lead the same way share one arrow.
std::string diagram(const LifeTable& table) {
  std::string out = "```mermaid\nstateDiagram-v2\n";
  for (const LifeState& state : table.states) {
    out += "  " + node(state.id) + ": " + state.id + " (" +
           (state.held ? std::string(service_text(state.service)) : "nobody's") + ")\n";
  }
  out += "  [*] --> " + node(table.states.front().id) + "\n";
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::string>> arrows;
  for (const LifeTransition& move : table.transitions) {
    if (!move.to) continue;  // what stays stands in the table below
    for (const std::size_t from : move.from) {
      auto& names = arrows[{from, *move.to}];
      std::string name = event_name(table, move);
      if (from != *move.to && std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
  }
  for (const auto& [way, names] : arrows) {
    if (names.empty()) continue;
    out += "  " + node(table.states[way.first].id) + " --> " + node(table.states[way.second].id) +
           ": " + joined(names, [](const std::string& name) { return name; }) + "\n";
  }
  return out + "```\n";
}

std::string rows(const LifeTable& table) {
  std::string out =
      "| rule | on | from | to | who | needs | starts | text |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const LifeTransition& move : table.transitions) {
    const auto state = [&](std::size_t i) { return table.states[i].id; };
    const auto start = [&](const ClockStart& one) {
      return table.clocks[one.clock].id + (one.at_end_date ? " at its end date" : "");
    };
    out += "| `" + move.id + "` | " + event_name(table, move) + " | " + joined(move.from, state) +
           " | " + (move.to ? state(*move.to) : "stays") + " | " +
           joined(move.roles, [](domain::Role role) { return role_text(role); }) + " | " +
           joined(move.needs, [&](const Need& need) { return need_name(table, need); }) + " | " +
           joined(move.start, start) + " | " + move.cite + " |\n";
  }
  return out;
}

}  // namespace

std::string draw_life(const Pack& pack) {
  return "# The life of a line under " + pack.id + "\n\n" + pack.title +
         ". Made by `truename policy draw " + pack.id +
         "` from the pack; write the pack, not this page.\n\n" + diagram(pack.life) + "\n" +
         rows(pack.life);
}

}  // namespace truename::policy
