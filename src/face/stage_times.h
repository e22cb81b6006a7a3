// CPU time of each stage of a face examination, for `truename bench`; wall time is elsewhere.
#pragma once

#include <time.h>

#include <utility>

namespace truename::face {

// Milliseconds of CPU of the calling thread.
struct StageTimes {
  double detect_ms = 0;
  double landmarks_ms = 0;
  double quality_ms = 0;  // with the alignment
  double pad_ms = 0;
  double extract_ms = 0;
  double compare_ms = 0;

  StageTimes& operator+=(const StageTimes& other) {
    detect_ms += other.detect_ms;
    landmarks_ms += other.landmarks_ms;
    quality_ms += other.quality_ms;
    pad_ms += other.pad_ms;
    extract_ms += other.extract_ms;
    compare_ms += other.compare_ms;
    return *this;
  }
};

inline double thread_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Runs `stage` and adds its time to `total_ms`.
template <class Stage>
auto timed(double& total_ms, Stage&& stage) {
  const double start = thread_cpu_ms();
  auto result = std::forward<Stage>(stage)();
  total_ms += thread_cpu_ms() - start;
  return result;
}

}  // namespace truename::face
