// Stage: a few lines in memory under one pack and a clock that is set by hand, where the acts of a
// sequence are played and everything is checked.
#pragma once

#include <memory>
#include <string>

#include "registration/change_line.h"
#include "simulation/hand_clock.h"
#include "simulation/sequence.h"
#include "simulation/watched_lives.h"
#include "storage/memory_lives.h"

namespace truename::simulation {

class Stage {
 public:
  explicit Stage(const policy::Pack& pack);

  void play(const Act& act);
  // The replay from empty and the whole recheck.
  void end();
  // The first thing that broke; empty: nothing.
  const std::string& broken() const { return broken_; }

  const Moves& moves() const { return moves_; }

  domain::Life life(std::size_t number);
  Timestamp now() const { return clock_.now(); }

 private:
  void tell(const Act& act);
  void race(const Act& act);
  void ring();
  void tell_dated(const Act& act);
  void repeat(const Act& act);
  void replay();
  void check(const std::string& broken);  // keeps the first
  void check(const Status& status);

  const policy::Pack& pack_;
  HandClock clock_;
  storage::MemoryLives lives_{storage::KeepChanges::yes};
  Witness witness_;
  WatchedLives watched_;
  std::string broken_;
  Moves moves_;
};

}  // namespace truename::simulation
