// Witness: a second, small memory of all lines, told of every change; says when a change does not
// follow from what was seen, when two hold one thing, or when a cap is passed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "policy/pack.h"
#include "registration/lives.h"

namespace truename::simulation {

class Witness {
 public:
  explicit Witness(const policy::Pack& pack) : pack_(pack) {}

  // A line from before; what it breaks of itself or beside the others; empty: nothing.
  std::string take_over(const domain::Life& life);
  // What the change breaks, of itself (invariants.h) or beside all that came before; empty:
  // nothing.
  std::string see(const registration::LifeChange& change);
  // Every life that `lives` holds, once more from the ground: each for itself, cards and caps over
  // all, and that they are what was seen. Empty: all hold.
  Result<std::string> compare(registration::Lives& lives) const;
  std::size_t numbers() const { return seen_.size(); }

 private:
  struct HashHolder {
    std::size_t operator()(const domain::HolderId& holder) const;
  };
  using Counts = std::array<std::uint32_t, 3>;  // lines by class
  using Held = std::unordered_map<domain::HolderId, Counts, HashHolder>;

  bool above_cap(std::uint32_t lines, domain::LineClass line_class) const;
  std::string follow(const registration::LifeChange& change);
  std::string take(const domain::Life& before, const domain::Life& after);

  const policy::Pack& pack_;
  std::unordered_map<std::string, std::uint64_t> seen_;      // number to fingerprint
  std::unordered_map<std::string, std::string> card_holds_;  // card to number
  Held held_;
};

}  // namespace truename::simulation
