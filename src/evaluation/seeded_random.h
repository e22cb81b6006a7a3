// SeededRandom: the same numbers from the same seed on every machine; not for secrets.
#pragma once

#include <cstdint>

namespace truename::evaluation {

// SplitMix64 (Steele, Lea, Flood 2014). The C++ library's distributions differ between libraries,
// so that a report could not be made again elsewhere.
class SeededRandom {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }
  // 0 .. limit-1; the bias is below 2^-32 for the limits used here.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }

 private:
  std::uint64_t state_;
};

}  // namespace truename::evaluation
