#include "cli/bench_parallel.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

namespace truename::cli {
namespace {

constexpr int kChecks = 8;  // by each thread in a round: about a third of a second

struct Round {
  double checks_per_s = 0;
  double cpu_ms = 0;  // a check
  double cores = 0;
};

Result<Round> run_round(const face::Examiner& examiner, const FacePictures& pictures, int threads) {
  std::atomic<bool> failed = false;
  const double cpu = process_cpu_ms();
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&] {
      double decode_ms = 0;
      for (int check = 0; check < kChecks; ++check) {
        if (!examine_pair(examiner, pictures, decode_ms)) failed = true;
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - began;
  const double cpu_ms = process_cpu_ms() - cpu;
  if (failed) return fail(ErrorCode::internal, "A check failed while others ran beside it.");
  const double checks = kChecks * threads;
  return Round{checks / wall.count() * 1e3, cpu_ms / checks, cpu_ms / wall.count()};
}

}  // namespace

Result<ParallelFigures> measure_parallel(const face::Examiner& examiner,
                                         const FacePictures& pictures, int at_once, int rounds) {
  std::vector<double> ratios, one_cpu, many_cpu, cores_one, cores_many;
  for (int round = -1; round < rounds; ++round) {  // the first warms up and is not counted
    const Round one = TRY(run_round(examiner, pictures, 1));
    const Round many = TRY(run_round(examiner, pictures, at_once));
    if (round < 0) continue;
    ratios.push_back(many.checks_per_s / one.checks_per_s);
    one_cpu.push_back(one.cpu_ms);
    many_cpu.push_back(many.cpu_ms);
    cores_one.push_back(one.cores);
    cores_many.push_back(many.cores);
  }
  ParallelFigures figures{.at_once = at_once, .ratio = median(ratios)};
  figures.one_cpu_ms = median(one_cpu);
  figures.many_cpu_ms = median(many_cpu);
  figures.ratio_of_cpu = at_once * figures.one_cpu_ms / figures.many_cpu_ms;
  figures.cores_one = median(cores_one);
  figures.cores_many = median(cores_many);
  return figures;
}

void print_parallel(const ParallelFigures& figures) {
  std::printf("%d at once              x%8.2f      (throughput, medians of alternating rounds)\n",
              figures.at_once, figures.ratio);
  std::printf("  CPU of a check       %9.3f ms alone, %.3f ms beside others: x%.2f by CPU alone\n",
              figures.one_cpu_ms, figures.many_cpu_ms, figures.ratio_of_cpu);
  std::printf("  cores we were given  %9.2f one at a time, %.2f with %d at once\n\n",
              figures.cores_one, figures.cores_many, figures.at_once);
}

Value parallel_json(const ParallelFigures& figures) {
  return Value()
      .set("at_once", figures.at_once)
      .set("throughput_ratio", figures.ratio)
      .set("cpu_ratio", figures.ratio_of_cpu)
      .set("cpu_ms_alone", figures.one_cpu_ms)
      .set("cpu_ms_beside_others", figures.many_cpu_ms)
      .set("cores_alone", figures.cores_one)
      .set("cores_beside_others", figures.cores_many);
}

}  // namespace truename::cli
