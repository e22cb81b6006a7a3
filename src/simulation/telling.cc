// How the simulation tells one event to one line: a row of the pack says what it must carry.
#include <algorithm>
#include <cstdio>

#include "simulation/rates.h"
#include "simulation/world.h"

namespace truename::simulation {
namespace {

using domain::EventKind;
using domain::Life;
using policy::LifeTransition;
using policy::NeedKind;

bool marks_fit(const LifeTransition& move, const Life& life) {
  return std::all_of(move.needs.begin(), move.needs.end(), [&](const policy::Need& need) {
    if (need.kind == NeedKind::mark) return life.marks.has(need.mark);
    return need.kind != NeedKind::no_mark || !life.marks.has(need.mark);
  });
}

// The row that takes the event, else one that refuses it, else one of another state; nullptr when
// the pack knows no such event.
const LifeTransition* row_for(const policy::LifeTable& table, const Life& life, EventKind kind) {
  const LifeTransition* out = nullptr;
  if (const auto state = table.state(life.state)) {
    for (const std::uint16_t i : table.moves_of(*state, kind)) {
      if (marks_fit(table.transitions[i], life)) return &table.transitions[i];
      if (out == nullptr) out = &table.transitions[i];
    }
  }
  if (out != nullptr) return out;
  const auto any = std::find_if(table.transitions.begin(), table.transitions.end(),
                                [kind](const LifeTransition& move) { return move.on == kind; });
  return any == table.transitions.end() ? nullptr : &*any;
}

bool needs(const LifeTransition& move, NeedKind kind) {
  return std::any_of(move.needs.begin(), move.needs.end(),
                     [kind](const policy::Need& need) { return need.kind == kind; });
}

}  // namespace

Life World::read(NumberIndex number) {
  const domain::Msisdn msisdn = Country::msisdn(number);
  const auto found = lives_.find(msisdn);
  if (!found) fail_with(tl::unexpected<Error>(found.error()));
  if (found && *found) return **found;
  return domain::unborn(msisdn, pack_.life.states.front().id);
}

std::string World::next_proof() {
  char text[40];
  std::snprintf(text, sizeof text, "c%016llx%016llx",
                static_cast<unsigned long long>(start_.unix_ms),
                static_cast<unsigned long long>(++proofs_));
  return text;
}

// The run's first moment keeps keys apart from those of the runs before it.
std::string World::next_key() {
  return "s" + std::to_string(start_.unix_ms) + "-" + std::to_string(++keys_);
}

domain::LifeEvent World::event_for(const Life& life, EventKind kind, const Words& words) {
  const Scene scene{.other = words.who,
                    .proof = next_proof(),
                    .card = words.card,
                    .key = next_key(),
                    .at = clock_.now(),
                    .staff = ""};
  const LifeTransition* const row = row_for(pack_.life, life, kind);
  domain::LifeEvent event;
  event.kind = kind;
  event.key = scene.key;
  if (row != nullptr) {
    event = compose(*row, pack_.life, life, scene, random_);
    if (needs(*row, NeedKind::proofed) && !words.names_holder) event.holder = words.who;
  }
  if (!words.card.empty() && !event.iccid) event.iccid = domain::Iccid(words.card);
  event.line_class = words.line_class;
  if (random_.chance(kHabits.event_with_a_fault)) spoil(event, scene, random_);
  return event;
}

void World::tell(NumberIndex number, EventKind kind, const Words& words) {
  const domain::LifeEvent event = event_for(read(number), kind, words);
  const auto told = registration::change_line(Country::msisdn(number), event, setting_);
  if (!told) fail_with(tl::unexpected<Error>(told.error()));
}

}  // namespace truename::simulation
