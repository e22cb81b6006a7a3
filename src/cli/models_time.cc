#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/program.h"
#include "face/align.h"
#include "face/stage_times.h"

namespace truename::cli {
namespace {

constexpr int kRoundsLimit = 10000;  // some minutes

// What is on the picture does not change the time; noise keeps values from vanishing in a layer.
domain::Image noise() {
  domain::Image picture{face::kAlignedSide, face::kAlignedSide, {}};
  std::uint32_t state = 1;
  for (int i = 0; i < face::kAlignedSide * face::kAlignedSide * 3; ++i) {
    state = state * 1664525 + 1013904223;  // Numerical Recipes' linear congruence
    picture.bgr.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return picture;
}

struct Times {
  double median_ms = 0;
  double least_ms = 0;
  std::size_t template_bytes = 0;
};

// CPU time of one thread, from the aligned face to the template; the first round warms up.
Result<Times> time_extractor(const face::Extractor& extractor, int rounds) {
  const domain::Image picture = noise();
  Times times;
  times.template_bytes = TRY(extractor.extract(picture)).reveal().size_bytes();
  std::vector<double> all;
  for (int i = 0; i < rounds; ++i) {
    double spent = 0;
    TRY(face::timed(spent, [&] { return extractor.extract(picture); }));
    all.push_back(spent);
  }
  std::sort(all.begin(), all.end());
  times.median_ms = all[all.size() / 2];
  times.least_ms = all.front();
  return times;
}

int run_models_time(const Program& program, int rounds, bool json) {
  if (rounds < 1 || rounds > kRoundsLimit) {
    return report({ErrorCode::bad_input, "--rounds must be 1 to 10000."});
  }
  const auto manifest = program.read_manifest();
  if (!manifest) return report(manifest.error());
  Array models;
  for (const vision::ModelEntry& entry : manifest->models) {
    if (!entry.extractor) continue;
    const auto comparer = program.open_comparer(entry.id);
    if (!comparer && comparer.error().code == ErrorCode::not_found) continue;  // not installed
    if (!comparer) return report(comparer.error());
    const auto times = time_extractor((*comparer)->networks().extractor, rounds);
    if (!times) return report(times.error());
    models.push_back(Value()
                         .set("id", entry.id)
                         .set("median_ms", times->median_ms)
                         .set("least_ms", times->least_ms)
                         .set("template_bytes", static_cast<std::int64_t>(times->template_bytes)));
    if (json) continue;
    std::printf("%-19s one template: median %.2f, least %.2f ms CPU; %zu bytes\n", entry.id.c_str(),
                times->median_ms, times->least_ms, times->template_bytes);
  }
  if (json) print_json(Value().set("rounds", rounds).set("models", std::move(models)));
  return kExitOk;
}

struct Options {
  int rounds = 100;
  bool json = false;
};

}  // namespace

Verb models_time_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {.name = "models time",
          .help = "Measure what one template costs with each installed extraction network.",
          .texts = {},
          .numbers = {{"--rounds", "templates made with each", &options->rounds}},
          .flags = {{"--json", "print one JSON object", &options->json}},
          .run = [&program, options] {
            return run_models_time(program, options->rounds, options->json);
          }};
}

}  // namespace truename::cli
