#include "simulation/simulate.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "simulation/batched_lives.h"
#include "simulation/timeline_svg.h"

namespace truename::cli {
namespace {

constexpr int kPeopleLimit = 10'000'000;  // some 20 GB of memory
constexpr int kYearsLimit = 100;
constexpr int kBatchLimit = 1000;

struct Options {
  std::string policy = "cn-2019-12";
  std::string data;
  std::string svg;
  int people = 10'000;
  int years = 1;
  int seed = 1;
  int events_limit = 0;
  int batch = 256;
  bool json = false;
};

Result<simulation::Wish> wish_of(const Options& options) {
  if (options.people < 1 || options.people > kPeopleLimit || options.years < 1 ||
      options.years > kYearsLimit || options.seed < 0 || options.events_limit < 0 ||
      options.batch < 1 || options.batch > kBatchLimit) {
    return fail(ErrorCode::bad_input,
                "--people must be 1 to 10000000, --years 1 to 100, --batch 1 to 1000, --seed and "
                "--events-limit not negative.");
  }
  return simulation::Wish{.people = static_cast<std::uint32_t>(options.people),
                          .years = options.years,
                          .seed = static_cast<std::uint64_t>(options.seed),
                          .events_limit = static_cast<std::uint64_t>(options.events_limit)};
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

struct Run {
  simulation::Report report;
  double seconds = 0;      // on the wall
  double cpu_seconds = 0;  // of this process
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Lines in memory, or those of a data folder.
struct Opened {
  std::unique_ptr<registration::Store> store;
  std::unique_ptr<registration::Lives> memory;
  registration::Lives& lives() const { return memory ? *memory : store->lives(); }
};

Result<Opened> open_lives(const Program& program, const Options& options) {
  Opened out;
  if (options.data.empty()) {
    out.memory = TRY(program.open_lives());
    return out;
  }
  out.store = TRY(program.open_store(options.data, StoreAccess::read_write));
  if (options.batch == 1) return out;
  out.memory = TRY(
      simulation::BatchedLives::open(out.store->lives(), static_cast<std::size_t>(options.batch)));
  return out;
}

Result<Run> run_simulation(const Program& program, const Options& options) {
  const simulation::Wish wish = TRY(wish_of(options));
  const policy::Pack pack = TRY(program.read_pack(options.policy));
  const Opened opened = TRY(open_lives(program, options));
  std::unique_ptr<Progress> bar;
  std::size_t days_over = 0;
  const auto start = std::chrono::steady_clock::now();
  const double cpu_before = cpu_seconds();
  Run out;
  out.report = TRY(simulation::simulate(pack, opened.lives(), wish,
                                        [&](std::size_t days, std::size_t all, std::uint64_t) {
                                          if (!bar)
                                            bar = std::make_unique<Progress>("days", 0, all);
                                          if (days != days_over) bar->show(days);
                                          days_over = days;
                                        }));
  if (bar) bar->end(days_over);
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.cpu_seconds = cpu_seconds() - cpu_before;
  return out;
}

double rate(const Run& run, double seconds) {
  return seconds > 0 ? static_cast<double>(run.report.events) / seconds : 0;
}

void print(const Run& run, bool json) {
  if (json) {
    return print_json(simulation::report_value(run.report)
                          .set("events_per_s", rate(run, run.seconds))
                          .set("events_per_cpu_s", rate(run, run.cpu_seconds))
                          .set("peak_mb", std::int64_t{peak_megabytes()}));
  }
  std::fputs(simulation::report_text(run.report).c_str(), stdout);
  std::printf("\n%.0f events/s (%.0f per second of CPU), %.1f s, resident at most %ld MB\n",
              rate(run, run.seconds), rate(run, run.cpu_seconds), run.seconds, peak_megabytes());
}

int run(const Program& program, const Options& options) {
  const auto done = run_simulation(program, options);
  if (!done) return report(done.error());
  if (!options.svg.empty()) {
    const std::string svg = simulation::timeline_svg(done->report);
    const Status written = write_file(options.svg, as_bytes(svg), FileMode::readable);
    if (!written) return report(written.error());
  }
  print(*done, options.json);
  return done->report.invariant_breaks == 0 ? kExitOk : kExitFailure;
}

}  // namespace

Verb simulate_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the option parser and the closure below
  return {
      .name = "simulate",
      .help = "Years of an operator's lines under a pack, by the code that serves",
      .texts =
          {{"--policy", "Pack id", &options->policy},
           {"--data",
            "Data folder for the lines, which goes on from what it holds; in memory without it",
            &options->data},
           {"--svg", "File for the drawing of lines by state over time", &options->svg}},
      .numbers = {{"--people", "People of the simulated country", &options->people},
                  {"--years", "Simulated years", &options->years},
                  {"--seed", "The same seed gives the same years", &options->seed},
                  {"--events-limit", "Stop after so many events, 0: never", &options->events_limit},
                  {"--batch",
                   "Changes in one transaction on disk; 1: each for itself, and read from disk",
                   &options->batch}},
      .flags = {{"--json", "One object on standard output", &options->json}},
      .run = [program, options] { return run(program, *options); }};
}

}  // namespace truename::cli
