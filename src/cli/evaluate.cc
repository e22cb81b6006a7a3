#include "evaluation/evaluate.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "base/files.h"
#include "base/time.h"
#include "cli/program.h"
#include "cli/score_pairs.h"
#include "cli/score_presentations.h"
#include "evaluation/report.h"
#include "evaluation/result.h"
#include "vision/onnx.h"

namespace truename::cli {
namespace {

constexpr std::size_t kListLimitBytes = 512UL * 1024 * 1024;
constexpr int kThreadLimit = 256;

struct Options {
  TestSetSource source;
  std::string scores;
  std::string pad;
  std::string out;
  std::string data;
  std::string data_kind;
  std::string policy;
  std::string model;
  int impostors = 100'000;
  int seed = 1;
  int threads = 0;
};

// What the figures are of: the models, and the pack's limit as a threshold of theirs.
struct Setting {
  vision::Manifest manifest;
  evaluation::Labels labels;
  double fmr_max = 0;
  std::optional<evaluation::Operating> operating;
  unsigned threads = 1;
};

// All that a score depends on; a change of it makes older scores others.
std::string score_models(const vision::Manifest& manifest) {
  Sha256 digest;
  for (const char* const role : {"face_detect", "face_landmark", "face_extract"}) {
    digest.add(manifest.of(role).sha256);
  }
  return to_hex(digest.add(as_bytes(vision::engine_version())).finish());
}

// The lowest score, in six digits, whose bound the pack accepts; bounds never rise with the score.
std::optional<double> threshold_of(const face::CalibrationTable& table, double fmr_max) {
  constexpr int kMillion = 1'000'000;
  int accepted = kMillion;
  if (table.fmr_bound(face::ComparisonScore(1)) > fmr_max) return std::nullopt;
  for (int refused = -kMillion - 1; accepted - refused > 1;) {
    const int middle = refused + (accepted - refused) / 2;
    const bool ok = table.fmr_bound(face::ComparisonScore(middle / 1e6)) <= fmr_max;
    (ok ? accepted : refused) = middle;
  }
  return accepted / 1e6;
}

std::string command_text(const Options& options) {
  std::string text = "truename evaluate";
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    const bool plain = value.find_first_of(" \"'$\\") == std::string::npos;
    text += std::string(" ") + name + " " + (plain ? value : "'" + value + "'");
  };
  add("--pairs", options.source.pairs);
  add("--csv", options.source.csv);
  add("--folder", options.source.folder);
  add("--images", options.source.images);
  add("--scores", options.scores);
  add("--pad", options.pad);
  add("--data", options.data);
  add("--data-kind", options.data_kind);
  add("--policy", options.policy);
  add("--model", options.model);
  if (!options.source.folder.empty()) add("--impostors", std::to_string(options.impostors));
  add("--seed", std::to_string(options.seed));
  add("--out", options.out);
  return text;
}

Status check_options(const Options& options) {
  const int lists = !options.source.pairs.empty() + !options.source.csv.empty() +
                    !options.source.folder.empty() + !options.scores.empty();
  if (lists > 1 || (lists == 0 && options.pad.empty())) {
    return fail(ErrorCode::bad_input,
                "Give one of --pairs, --csv, --folder and --scores, or --pad, or both.");
  }
  const bool by_list = !options.source.pairs.empty() || !options.source.csv.empty();
  if ((by_list || !options.pad.empty()) && options.source.images.empty()) {
    return fail(ErrorCode::bad_input, "Name the folder that the pictures lie in with --images.");
  }
  if (!options.model.empty() && (!options.pad.empty() || !options.scores.empty())) {
    return fail(
        ErrorCode::bad_input,
        "--model is for pairs of pictures; presentations go to the active models, and given "
        "scores to none.");
  }
  if (options.threads < 0 || options.threads > kThreadLimit || options.seed < 0 ||
      options.impostors < 0) {
    return fail(ErrorCode::bad_input,
                "--threads must be 0 to 256, --seed and --impostors not negative.");
  }
  return {};
}

Result<Setting> read_setting(const Program& program, const Options& options) {
  TRY_STATUS(check_options(options));
  Setting setting;
  setting.labels.kind = TRY(evaluation::parse_data_kind(options.data_kind));
  setting.labels.data = options.data;
  setting.labels.seed = static_cast<std::uint64_t>(options.seed);
  setting.labels.date = date_text(date_of(SystemClock().now()));
  setting.labels.command = command_text(options);
  setting.threads = options.threads > 0 ? static_cast<unsigned>(options.threads)
                                        : std::max(1U, std::thread::hardware_concurrency());
  // Scores from elsewhere are of this model only when a pack is named for them.
  if (!options.scores.empty() && options.pad.empty() && options.policy.empty()) return setting;
  setting.manifest = TRY(program.read_manifest());
  if (!options.model.empty()) {
    setting.manifest = TRY(vision::choose(setting.manifest, options.model));
  }
  const std::string policy = options.policy.empty() ? "cn-2019-12" : options.policy;
  const policy::Pack pack = TRY(program.read_pack(policy));
  const auto* const rule = pack.find(policy::Kind::face_match);
  if (rule == nullptr) return setting;
  setting.fmr_max = std::get<policy::FaceMatch>(rule->parameters).fmr_max.value;
  const vision::ModelEntry& model = setting.manifest.of("face_extract");
  if (options.scores.empty()) {
    setting.labels.model_sha256 = to_hex(model.sha256);
    setting.labels.model_contract = vision::contract_text(model);
    setting.labels.score_models = score_models(setting.manifest);
  }
  if (model.calibration.empty()) return setting;
  const auto table =
      TRY(face::CalibrationTable::read(setting.manifest.folder / model.calibration, model));
  setting.labels.calibration_id = table.id();
  const auto threshold = threshold_of(table, setting.fmr_max);
  if (threshold) setting.operating = {policy, setting.fmr_max, *threshold};
  return setting;
}

Result<evaluation::Matching> evaluate_pictures(const Program& program, const Options& options,
                                               Setting& setting) {
  const TestSet set = TRY(read_test_set(options.source));
  const std::vector<std::uint32_t> subjects = TRY(evaluation::subjects_of(set.list));
  setting.labels.list_sha256 = to_hex(set.digest);
  const std::string header =
      evaluation::score_file_header(setting.labels.list_sha256, setting.labels.score_models);
  auto scores =
      TRY(ScoreLog::open(std::filesystem::path(options.out) / "scores.csv", header, set.list));
  if (scores.scores.count > 0) {
    std::fprintf(stderr, "%zu of %zu pairs are finished already\n", scores.scores.count,
                 set.list.pairs.size());
  }
  const auto networks = TRY(face::load_networks(setting.manifest, program.weights));
  const auto outcomes = TRY(score_pairs(networks, set, setting.threads, scores));
  return evaluation::evaluate({set.list, subjects, outcomes}, setting.operating,
                              setting.labels.seed);
}

Result<evaluation::Matching> evaluate_scores(const Options& options, Setting& setting) {
  const std::string text = TRY(read_text_file(options.scores, kListLimitBytes));
  setting.labels.list_sha256 = to_hex(sha256(as_bytes(text)));
  const auto given = TRY(evaluation::parse_given_scores(text));
  std::vector<std::uint32_t> subjects;
  if (given.knows_pictures) subjects = TRY(evaluation::subjects_of(given.list));
  return evaluation::evaluate({given.list, subjects, given.outcomes}, setting.operating,
                              setting.labels.seed);
}

Result<evaluation::PadRates> evaluate_pad(const Program& program, const Options& options,
                                          const Setting& setting) {
  const std::string text = TRY(read_text_file(options.pad, kListLimitBytes));
  const auto presentations = TRY(evaluation::parse_presentations(text));
  const auto examiner = TRY(program.open_examiner());
  const PadSetting pad{options.source.images, setting.fmr_max, setting.threads};
  const auto outcomes = TRY(score_presentations(*examiner, pad, presentations));
  return evaluation::pad_rates(presentations, outcomes);
}

Result<evaluation::Evaluation> evaluate_all(const Program& program, const Options& options) {
  Setting setting = TRY(read_setting(program, options));
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error) {
    return fail(ErrorCode::bad_input,
                "Cannot make the folder " + options.out + ": " + error.message() + ".");
  }
  evaluation::Evaluation evaluation;
  if (!options.scores.empty()) {
    evaluation.matching = TRY(evaluate_scores(options, setting));
  } else if (!options.source.pairs.empty() || !options.source.csv.empty() ||
             !options.source.folder.empty()) {
    evaluation.matching = TRY(evaluate_pictures(program, options, setting));
  }
  if (!options.pad.empty()) evaluation.pad = TRY(evaluate_pad(program, options, setting));
  evaluation.labels = setting.labels;
  evaluation.conformance = evaluation::judge_claims(evaluation);
  return evaluation;
}

Status write_results(const evaluation::Evaluation& evaluation, const std::filesystem::path& out) {
  const std::string result = evaluation::result_text(evaluation);
  TRY_STATUS(write_file(out / "result.json", as_bytes(result), FileMode::readable));
  const std::string report = evaluation::report_html(evaluation);
  return write_file(out / "report.html", as_bytes(report), FileMode::readable);
}

int run_evaluate(const Program& program, Options& options) {
  options.source.drawing = {static_cast<std::uint64_t>(std::max(0, options.impostors)),
                            static_cast<std::uint64_t>(std::max(0, options.seed))};
  const auto evaluation = evaluate_all(program, options);
  if (!evaluation) return report(evaluation.error());
  const Status written = write_results(*evaluation, options.out);
  if (!written) return report(written.error());
  std::fputs(evaluation::summary_text(*evaluation).c_str(), stdout);
  std::printf("%s/report.html and result.json are written.\n", options.out.c_str());
  return kExitOk;
}

}  // namespace

Verb evaluate_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {.name = "evaluate",
          .help = "Error rates of the face check on a labelled test set, each pair compared 1:1.",
          .texts = {{"--pairs", "pair list in LFW's format", &o.source.pairs},
                    {"--csv", "or a list first,second,same and any group columns", &o.source.csv},
                    {"--folder", "or a folder with one sub-folder a subject", &o.source.folder},
                    {"--images", "folder that the pictures of a list lie in", &o.source.images},
                    {"--scores", "or given scores, same,score, to evaluate again", &o.scores},
                    {"--pad", "list of presentations: file,label and portrait, if any", &o.pad},
                    {"--out", "folder of result.json, report.html, scores.csv; goes on there",
                     &o.out, Need::required},
                    {"--data", "what the pictures are, for the report", &o.data, Need::required},
                    {"--data-kind", "synthetic, public benchmark or consented field", &o.data_kind,
                     Need::required},
                    {"--policy", "pack whose limit is the operating point (cn-2019-12)", &o.policy},
                    {"--model", "id of a listed face model instead of the active one", &o.model}},
          .numbers = {{"--impostors", "with --folder: impostor pairs drawn, 0 for all of them",
                       &o.impostors},
                      {"--seed", "of that drawing and of the bootstrap", &o.seed},
                      {"--threads", "0: as many as there are cores", &o.threads}},
          .flags = {},
          .run = [&program, options] { return run_evaluate(program, *options); }};
}

}  // namespace truename::cli
