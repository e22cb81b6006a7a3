// The most multiply-adds this core can do in a second; a yardstick beside other figures, no test.
#pragma once

namespace truename::cli {

struct PeakRate {
  double gflops = 0;      // 32-bit, one core, two operations a fused multiply-add
  const char* unit = "";  // "AVX-512", "AVX2" or "portable": what the loop below was compiled for
};

// The best of some short loops that live in registers. About 0.1 s of CPU.
PeakRate peak_rate();

}  // namespace truename::cli
