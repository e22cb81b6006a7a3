// Random: the dice of a simulation, the same on every machine for one seed; never for secrets.
#pragma once

#include <cmath>
#include <cstdint>

namespace truename::simulation {

// splitmix64 (Steele, Lea and Flood 2014): small, fast, and any two seeds give unrelated rows.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  // 0 .. n-1; n below 2^32, so that the bias is out of sight.
  std::uint64_t below(std::uint64_t n) { return ((next() >> 32U) * n) >> 32U; }
  double unit() { return static_cast<double>(next() >> 11U) * 0x1p-53; }  // 0 <= unit < 1
  bool chance(double part) { return unit() < part; }
  double exponential(double mean) { return -mean * std::log1p(-unit()); }
  template <class Items>
  const auto& pick(const Items& items) {
    return items[below(items.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace truename::simulation
