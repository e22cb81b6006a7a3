#include <unistd.h>

#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/pairs.h"
#include "cli/program.h"
#include "face/stage_times.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

constexpr std::size_t kPairListLimitBytes = 64 * 1024 * 1024;

struct Options {
  std::string first;
  std::string second;
  std::string pairs;
  std::string images;
  std::string out;
  std::string model;
  bool json = false;
};

Result<face::ComparisonScore> compare_files(const face::PictureComparer& comparer,
                                            const std::filesystem::path& first,
                                            const std::filesystem::path& second) {
  const auto a = TRY(vision::decode_image(TRY(read_file(first, vision::kEncodedLimitBytes))));
  const auto b = TRY(vision::decode_image(TRY(read_file(second, vision::kEncodedLimitBytes))));
  return comparer.compare(a, b);
}

int compare_two(const Program& program, const Options& options) {
  const auto comparer = program.open_comparer(options.model);
  if (!comparer) return report(comparer.error());
  const double start = face::thread_cpu_ms();
  const auto score = compare_files(**comparer, options.first, options.second);
  const double cpu_ms = face::thread_cpu_ms() - start;
  if (!score) return report(score.error());
  const auto bound = (*comparer)->fmr_bound(*score);
  if (options.json) {
    print_json(Value()
                   .set("score", score->get())
                   .set("fmr_bound", bound ? Value(*bound) : Value())
                   .set("model_set_digest", digest_text((*comparer)->manifest().set_digest))
                   .set("ms", cpu_ms));
  } else if (bound) {
    std::printf("score %.4f, FMR at most %.2g (%s), %.1f ms CPU\n", score->get(), *bound,
                (*comparer)->calibration_id().c_str(), cpu_ms);
  } else {
    std::printf("score %.4f, FMR unknown: the model has no calibration, %.1f ms CPU\n",
                score->get(), cpu_ms);
  }
  return kExitOk;
}

void show_progress(std::size_t done, std::size_t all) {
  if (isatty(STDERR_FILENO) == 0 && done % 500 != 0 && done != all) return;
  const auto filled = static_cast<int>(done * 40 / all);
  std::fprintf(stderr, "\rcompare [%-40.*s] %zu of %zu pairs%s", filled,
               "########################################", done, all, done == all ? "\n" : "");
}

// Rows in the order of the list; the score of a pair that could not be compared stays empty, and so
// does the bound of a model without a calibration.
Result<std::string> compare_list(const face::PictureComparer& comparer, const Options& options) {
  const auto pairs = TRY(parse_pairs(TRY(read_text_file(options.pairs, kPairListLimitBytes))));
  std::string csv = "first,second,same,score,fmr_bound\n";
  const std::filesystem::path images = options.images;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Pair& pair = pairs[i];
    const auto score = compare_files(comparer, images / pair.first, images / pair.second);
    if (!score && score.error().code == ErrorCode::not_found) return fail(score.error());
    csv += pair.first + "," + pair.second + "," + (pair.same_person ? "1" : "0") + ",";
    char numbers[64] = ",";
    if (score) {
      const auto bound = comparer.fmr_bound(*score);
      const int length = std::snprintf(numbers, sizeof numbers, "%.6f,", score->get());
      if (bound) std::snprintf(numbers + length, sizeof numbers - length, "%.3g", *bound);
    }
    csv.append(numbers).append("\n");
    show_progress(i + 1, pairs.size());
  }
  return csv;
}

int compare_pairs(const Program& program, const Options& options) {
  if (options.images.empty() || options.out.empty()) {
    return report({ErrorCode::bad_input, "With --pairs give --images DIR and --out CSV as well."});
  }
  const auto comparer = program.open_comparer(options.model);
  if (!comparer) return report(comparer.error());
  const auto csv = compare_list(**comparer, options);
  if (!csv) return report(csv.error());
  const Status written = write_file(options.out, as_bytes(*csv), FileMode::readable);
  return written ? kExitOk : report(written.error());
}

int run_compare(const Program& program, const Options& options) {
  if (!options.pairs.empty()) return compare_pairs(program, options);
  if (options.first.empty() || options.second.empty()) {
    return report({ErrorCode::bad_input, "Name two pictures, or a list with --pairs."});
  }
  return compare_two(program, options);
}

}  // namespace

Verb compare_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {.name = "compare",
          .help = "Compare the main face of one picture with that of one other.",
          .texts = {{"first", "JPEG or PNG file", &o.first},
                    {"second", "JPEG or PNG file", &o.second},
                    {"--pairs", "pair list in LFW's format instead of two pictures", &o.pairs},
                    {"--images", "folder that the list's pictures lie in", &o.images},
                    {"--out", "CSV file, one row a pair in the list's order", &o.out},
                    {"--model", "id of a listed face model instead of the active one", &o.model}},
          .numbers = {},
          .flags = {{"--json", "print one JSON object", &o.json}},
          .run = [&program, options] { return run_compare(program, *options); }};
}

}  // namespace truename::cli
