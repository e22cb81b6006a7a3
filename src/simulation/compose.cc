#include "simulation/compose.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace truename::simulation {
namespace {

using domain::LifeEvent;
using domain::Role;
using policy::NeedKind;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::array kRoles = {Role::clerk,    Role::reviewer,  Role::fraud,
                               Role::privacy,  Role::auditor,   Role::administrator,
                               Role::terminal, Role::subscriber};
constexpr std::uint64_t kPersonsOfARole = 40;

domain::Actor actor(Role role, const Scene& scene, Random& random) {
  return {domain::PrincipalId(scene.staff + std::string(role_text(role)) + "-" +
                              std::to_string(random.below(kPersonsOfARole))),
          role};
}

domain::Actor another(const domain::PrincipalId& than, Role role, const Scene& scene,
                      Random& random) {
  for (;;) {
    domain::Actor out = actor(role, scene, random);
    if (out.id != than) return out;
  }
}

// Somebody of the same role who took no measure against the line; when none is found soon, it is
// asked by who cannot decide it.
domain::Actor uninvolved(domain::Actor actor_now, const domain::Life& life, const Scene& scene,
                         Random& random) {
  constexpr int kTries = 8;
  const auto& involved = life.measures_by;
  for (int i = 0; i < kTries; ++i) {
    if (std::find(involved.begin(), involved.end(), actor_now.id) == involved.end()) break;
    actor_now = actor(actor_now.role, scene, random);
  }
  return actor_now;
}

void meet(const policy::Need& need, const domain::Life& life, const Scene& scene, Random& random,
          LifeEvent& event) {
  switch (need.kind) {
    case NeedKind::proofed:
      if (!event.holder) event.holder = life.holder ? *life.holder : scene.other;
      event.proof = scene.proof;
      return;
    case NeedKind::giver_proofed:
      event.giver_proof = scene.proof + "g";
      return;
    case NeedKind::same_holder:
      event.holder = life.holder;
      return;
    case NeedKind::other_holder:
      event.holder = scene.other;
      return;
    case NeedKind::card:
      if (!scene.card.empty()) event.iccid = domain::Iccid(scene.card);
      return;
    case NeedKind::end_date:  // two or three years as in the measures of 2024, or shorter
      event.until = {event.at.unix_ms +
                     static_cast<std::int64_t>(30 + random.below(1'065)) * kDayMs};
      return;
    case NeedKind::two_persons:
      if (event.by) event.confirmed_by = another(event.by->id, event.by->role, scene, random);
      return;
    case NeedKind::another_person:
      if (event.by) event.by = uninvolved(*event.by, life, scene, random);
      return;
    case NeedKind::mark:  // of the line, and not the event's to meet
    case NeedKind::no_mark:
    case NeedKind::held_for:
      return;
  }
  CHECK(false);
}

}  // namespace

LifeEvent compose(const policy::LifeTransition& move, const policy::LifeTable& table,
                  const domain::Life& life, const Scene& scene, Random& random) {
  LifeEvent event;
  event.kind = move.on;
  if (move.on == domain::EventKind::clock) event.clock = table.clocks[move.on_clock].id;
  event.key = scene.key;
  event.at = scene.at;
  if (!move.roles.empty()) event.by = actor(random.pick(move.roles), scene, random);
  for (const policy::Need& need : move.needs) meet(need, life, scene, random, event);
  return event;
}

void spoil(LifeEvent& event, const Scene& scene, Random& random) {
  switch (random.below(11)) {
    case 0:
      event.by.reset();
      return;
    case 1:
      event.by = actor(random.pick(kRoles), scene, random);
      return;
    case 2:
      event.holder = scene.other;
      return;
    case 3:
      event.holder.reset();
      return;
    case 4:
      event.proof.clear();
      return;
    case 5:
      event.giver_proof.clear();
      return;
    case 6:
      event.iccid.reset();
      return;
    case 7:
      event.iccid = domain::Iccid(scene.card);
      return;
    case 8:
      event.until = event.at;
      return;
    case 9:
      event.confirmed_by = event.by;
      return;
    default:
      event.kind = static_cast<domain::EventKind>(random.below(domain::kEventKinds));
      event.clock = event.kind == domain::EventKind::clock ? "of-no-pack" : "";
      return;
  }
}

}  // namespace truename::simulation
