// Witness: a second, small memory of all lines, told of every change; says when a change does not
// follow from what was seen, when two hold one thing, or when a cap is passed.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/hash_table.h"
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
  // Everything by the 64-bit hash of its key: two keys of a simulation that share one would be
  // told as a break, once in ten million runs of a million lines.
  using Counts = std::array<std::uint32_t, 3>;  // lines by class
  using Held = HashTable<Counts>;
  struct Carries {};
  using Cards = HashTable<Carries>;

  static bool comes(const domain::Life& life, Cards& cards);
  static std::uint32_t one_more(const domain::Life& life, Held& held);
  bool above_cap(std::uint32_t lines, domain::LineClass line_class) const;
  std::string follow(const registration::LifeChange& change);
  std::string take(const domain::Life& before, const domain::Life& after);

  const policy::Pack& pack_;
  HashTable<std::uint64_t> seen_;  // number to fingerprint
  Cards cards_;                    // that carry a line
  Held held_;                      // by holder
};

}  // namespace truename::simulation
