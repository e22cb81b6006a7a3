// Sequences: random events on a few numbers, sense and nonsense, and what they break; told again
// in the same order they do the same.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"
#include "domain/life_event.h"
#include "policy/pack.h"

namespace truename::simulation {

enum class ActKind {
  tell,       // an event arrives and is decided
  tell_back,  // the same, dated `shift` away from now: out of order, or from the future
  repeat,     // an event arrives that arrived before, under the same key
  race,       // two events are decided on one reading of a line
  wait,       // time passes, and every clock that is due rings
  set_back,   // this machine's clock is set back
};

struct Act {
  ActKind kind = ActKind::wait;
  std::size_t number = 0;
  domain::LifeEvent event;
  domain::LifeEvent other;  // of a race
  Duration shift;
};
std::string act_text(const Act& act);

using Moves = std::map<std::string, std::uint64_t>;  // how often a row moved a line

// Events that fit the lines as they then are, three in four; the same for the same seed.
struct Played {
  std::vector<Act> acts;
  std::string broken;  // empty: nothing
  Moves moves;
};
Played play_random(const policy::Pack& pack, std::uint64_t seed);
// What the sequence breaks (invariants.h, witness.h, and replay from empty), or absent.
std::optional<std::string> broken_by(const std::vector<Act>& acts, const policy::Pack& pack);

struct Failure {
  std::uint64_t seed = 0;
  std::string broken;
  std::vector<Act> acts;  // the fewest found that still break something
};
std::string failure_text(const Failure& failure);
// The first of `count` sequences that breaks something, made small by leaving acts out. Adds what
// moved to `moves`.
std::optional<Failure> first_failure(const policy::Pack& pack, std::uint64_t first_seed,
                                     std::uint64_t count, Moves* moves = nullptr);

}  // namespace truename::simulation
