// CPU time of each face network under other tunings of the runtime, interleaved in one process.
//
// Usage: truename_speed_trials WEIGHTS [ROUNDS]. Prints for each network and tuning the lower
// quartile and the median in milliseconds, and the quartile as a part of the first tuning's, which
// is the one that serves. Side by side because the machine may be busy: what disturbs one round
// disturbs all tunings in it. The results of docs/performance.md, "Trials", come from here.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/files.h"
#include "face/stage_times.h"
#include "vision/onnx.h"

namespace {

using namespace truename;
using vision::Tensor;
using vision::Tuning;

struct Subject {
  const char* file;
  std::vector<std::int64_t> shape;
  float highest;  // of a pixel, as the network expects it
};
const Subject kSubjects[] = {{"fr_detect.onnx", {1, 3, 240, 320}, 1},
                             {"fr_landmark.onnx", {1, 1, 64, 64}, 1},
                             {"fr_feature.onnx", {1, 3, 112, 112}, 1},
                             {"fr_liveness.onnx", {1, 3, 128, 128}, 255}};

struct Trial {
  const char* name;
  Tuning tuning;
};
const Trial kTrials[] = {
    {"as it serves", {}},
    {"the same again", {}},
    {"graph as written", {.layout = Tuning::Layout::as_written}},
    {"as written, no blocks",
     {.layout = Tuning::Layout::as_written, .optimisation = Tuning::Optimisation::extended}},
    {"arena and pattern", {.memory = Tuning::Memory::arena}},
    {"extended optimisation", {.optimisation = Tuning::Optimisation::extended}},
    {"basic optimisation", {.optimisation = Tuning::Optimisation::basic}},
    {"denormals as zero", {.denormals = Tuning::Denormals::zeroed}}};

struct Measured {
  vision::Network network;
  double load_ms = 0;
  std::vector<double> runs_ms;
};

Tensor pattern(const Subject& subject) {
  Tensor tensor{subject.shape, {}};
  std::size_t count = 1;
  for (const std::int64_t side : subject.shape) count *= static_cast<std::size_t>(side);
  for (std::size_t i = 0; i < count; ++i) {
    tensor.data.push_back(subject.highest * static_cast<float>(i * 7919 % 997) / 997);
  }
  return tensor;
}

Result<std::vector<Measured>> load_all(const Subject& subject, const Bytes& model) {
  std::vector<Measured> loaded;
  for (const Trial& trial : kTrials) {
    const double start = face::thread_cpu_ms();
    auto network = TRY(vision::Network::create(subject.file, model, trial.tuning));
    loaded.push_back({std::move(network), face::thread_cpu_ms() - start, {}});
  }
  return loaded;
}

Status try_all(const Subject& subject, const std::filesystem::path& weights, int rounds) {
  const Bytes model = TRY(read_file(weights / subject.file, 64 << 20));
  const Tensor input = pattern(subject);
  std::vector<Measured> all = TRY(load_all(subject, model));
  for (int round = -2; round < rounds; ++round) {  // the first two warm up and are not counted
    for (Measured& one : all) {
      const double start = face::thread_cpu_ms();
      TRY(one.network.run(input));
      if (round >= 0) one.runs_ms.push_back(face::thread_cpu_ms() - start);
    }
  }
  double serving_ms = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::vector<double>& runs = all[i].runs_ms;
    std::sort(runs.begin(), runs.end());
    const double quartile = runs[runs.size() / 4];
    if (i == 0) serving_ms = quartile;
    std::printf("%-16s %-24s %7.3f %7.3f ms  x%.3f  load %5.1f ms\n", subject.file, kTrials[i].name,
                quartile, runs[runs.size() / 2], quartile / serving_ms, all[i].load_ms);
  }
  return {};
}

// Loading the graph that the runtime left after optimising it, instead of optimising it again.
Status try_kept_graph(const Subject& subject, const std::filesystem::path& weights) {
  const Bytes model = TRY(read_file(weights / subject.file, 64 << 20));
  const auto kept = std::filesystem::temp_directory_path() /
                    ("truename-trial-" + std::to_string(getpid()) + ".onnx");
  TRY(vision::Network::create(subject.file, model, {.optimised_file = kept.string()}));
  const auto optimised = read_file(kept, 64 << 20);
  std::error_code ignored;
  std::filesystem::remove(kept, ignored);
  if (!optimised) return fail(optimised.error());
  const Tuning as_kept{.layout = Tuning::Layout::as_written,
                       .optimisation = Tuning::Optimisation::basic};
  double served_ms = 1e9;
  double kept_ms = 1e9;
  for (int round = 0; round < 10; ++round) {
    const double start = face::thread_cpu_ms();
    TRY(vision::Network::create(subject.file, model));
    const double between = face::thread_cpu_ms();
    TRY(vision::Network::create(subject.file, *optimised, as_kept));
    served_ms = std::min(served_ms, between - start);
    kept_ms = std::min(kept_ms, face::thread_cpu_ms() - between);
  }
  std::printf("%-16s load %.1f ms, from the kept optimised graph %.1f ms; %zu and %zu kB\n",
              subject.file, served_ms, kept_ms, model.size() / 1000, optimised->size() / 1000);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 100;
  if (argc < 2 || rounds < 1) {
    std::fprintf(stderr, "usage: truename_speed_trials WEIGHTS [ROUNDS]\n");
    return 2;
  }
  for (const Subject& subject : kSubjects) {
    Status done = try_all(subject, argv[1], rounds);
    if (done) done = try_kept_graph(subject, argv[1]);
    if (!done) {
      std::fprintf(stderr, "speed_trials: %s\n", done.error().message.c_str());
      return 1;
    }
  }
  return 0;
}
