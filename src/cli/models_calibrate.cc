#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/program.h"
#include "evaluation/result.h"

namespace truename::cli {
namespace {

constexpr std::size_t kResultLimitBytes = 1024 * 1024;  // base/json.h reads no more

struct Options {
  std::string result;
  std::string study;
  std::string out;
  std::string policy = "cn-2019-12";
};

Result<std::string> table_of(const Program& program, const Options& options) {
  const std::string text = TRY(read_text_file(options.result, kResultLimitBytes));
  const evaluation::CalibrationSource source = TRY(evaluation::parse_result(text));
  std::optional<evaluation::Study> study;
  if (!options.study.empty()) {
    study = TRY(evaluation::parse_study(TRY(read_text_file(options.study, kResultLimitBytes))));
  }
  const policy::Pack pack = TRY(program.read_pack(options.policy));
  const policy::Rule* const rule = pack.find(policy::Kind::face_match);
  if (rule == nullptr) {
    return fail(ErrorCode::bad_input, "The pack " + options.policy + " compares no faces.");
  }
  // A table that cannot reach the pack's limit would refer everybody.
  const double fmr_max = std::get<policy::FaceMatch>(rule->parameters).fmr_max.value;
  const std::filesystem::path out = options.out;
  if (out.extension() != ".toml") {
    return fail(ErrorCode::bad_input, "The table must be named <id>.toml; see --out.");
  }
  return evaluation::calibration_text(source, study, out.stem().string(), fmr_max);
}

int run_models_calibrate(const Program& program, const Options& options) {
  const auto table = table_of(program, options);
  if (!table) return report(table.error());
  const Status written = write_file(options.out, as_bytes(*table), FileMode::readable);
  if (!written) return report(written.error());
  std::printf("%s is written; name it as the model's calibration in models/manifest.toml.\n",
              options.out.c_str());
  return kExitOk;
}

}  // namespace

Verb models_calibrate_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {.name = "models calibrate",
          .help = "Write a calibration table from the result of an evaluation.",
          .texts = {{"--result", "result.json of truename evaluate", &o.result, Need::required},
                    {"--study", "study.json of truename_match_study: poor portraits, more probes",
                     &o.study},
                    {"--out", "the table, <id>.toml", &o.out, Need::required},
                    {"--policy", "pack whose limit the table must be able to reach", &o.policy}},
          .numbers = {},
          .flags = {},
          .run = [&program, options] { return run_models_calibrate(program, *options); }};
}

}  // namespace truename::cli
