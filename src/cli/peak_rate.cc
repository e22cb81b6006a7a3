#include "cli/peak_rate.h"

#include <algorithm>

#include "face/stage_times.h"

namespace truename::cli {
namespace {

// Independent sums, so that the next needs not wait for the last: two units of four to five cycles
// want ten. Named one by one: GCC 12 keeps an array of them in memory, not in registers.
constexpr int kSums = 10;
constexpr int kSteps = 200'000;
constexpr int kTries = 20;

template <int kLanes>
using Lanes [[gnu::vector_size(kLanes * sizeof(float))]] = float;

// One copy for each instruction set below; `inline` lets each be compiled for its own. Without
// -ffast-math no step may be left out.
template <int kLanes>
[[gnu::always_inline]] inline double run_loop(float seed) {
  using Lane = Lanes<kLanes>;
  const Lane factor = Lane{} + 0.999F;  // so that nothing grows or becomes denormal
  const Lane addend = Lane{} + seed;
  Lane a = addend, b = a + 1, c = a + 2, d = a + 3, e = a + 4;
  Lane f = a + 5, g = a + 6, h = a + 7, i = a + 8, j = a + 9;
  const double start = face::thread_cpu_ms();
  for (int step = 0; step < kSteps; ++step) {
    a = a * factor + addend;
    b = b * factor + addend;
    c = c * factor + addend;
    d = d * factor + addend;
    e = e * factor + addend;
    f = f * factor + addend;
    g = g * factor + addend;
    h = h * factor + addend;
    i = i * factor + addend;
    j = j * factor + addend;
  }
  const Lane all = a + b + c + d + e + f + g + h + i + j;
  [[maybe_unused]] volatile float kept = all[0];  // before the clock stops
  const double took_ms = face::thread_cpu_ms() - start;
  return 2.0 * kLanes * kSums * kSteps / (took_ms * 1e6);
}

#if defined(__x86_64__)
[[gnu::target("avx512f,fma")]] double wide_loop(float seed) { return run_loop<16>(seed); }
[[gnu::target("avx2,fma")]] double middle_loop(float seed) { return run_loop<8>(seed); }
#endif

}  // namespace

PeakRate peak_rate() {
  PeakRate peak;
  const volatile float seed = 0.5F;  // read at run time: nothing is computed beforehand
#if defined(__x86_64__)
  const bool wide = __builtin_cpu_supports("avx512f") != 0;
  const bool middle = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  if (middle) {
    peak.unit = wide ? "AVX-512" : "AVX2";
    for (int i = 0; i < kTries; ++i) {
      peak.gflops = std::max(peak.gflops, wide ? wide_loop(seed) : middle_loop(seed));
    }
    return peak;
  }
#endif
  peak.unit = "portable";
  for (int i = 0; i < kTries; ++i) peak.gflops = std::max(peak.gflops, run_loop<4>(seed));
  return peak;
}

}  // namespace truename::cli
