// truename_calibrate: measures a face model on labelled pictures and writes its calibration table;
// an evaluation tool for biometrics engineers, no part of the product.
//
// All pictures a pair list names become templates in memory. Every pair of different persons gives
// an impostor score; the table bounds, for each score, how often such pairs reach it. With --poor
// the same pictures are made like portraits of documents and compared once more as such. Nothing
// but aggregate numbers leaves the process, unless --cache asks for templates to be kept.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/time.h"
#include "cli/pairs.h"
#include "evaluation/bounds.h"
#include "face/compare.h"
#include "tools/match/degrade.h"
#include "tools/match/rates.h"
#include "tools/match/templates.h"

namespace truename {
namespace {

constexpr std::size_t kPairListLimitBytes = 64 * 1024 * 1024;
constexpr double kScoreStep = 0.005;  // about a tenth of the score that a tenfold FMR costs
// The first row: scores below the floor of rates.h were counted, but not kept.
constexpr int kFirstStep = 25;
static_assert(kFirstStep * kScoreStep >= match::kImpostorFloor);
// A portrait below this part of the pictures that the rows of clear ones rest on is a poor one.
constexpr double kClearPart = 0.01;

struct Options {
  std::string images;
  std::string pairs;
  std::string manifest;
  std::string weights;
  std::string out;
  std::string data;    // what the pictures are: "public benchmark, LFW folds 1-5"
  std::string model;   // optional: a candidate's id instead of the active extraction network
  std::string scores;  // optional CSV of the pair list, for truename evaluate --scores
  std::string poor;    // optional levels of tools/match/degrade.h, with commas between
  std::string cache;   // optional folder, see tools/match/templates.h
};

constexpr const char* kUsage =
    "usage: truename_calibrate --images DIR --pairs FILE --manifest FILE --weights DIR\n"
    "                          --data LABEL --out FILE.toml [--model ID] [--scores FILE.csv]\n"
    "                          [--poor LEVEL,LEVEL] [--cache DIR]\n"
    "--cache keeps templates between two runs; delete it.\n";

std::optional<Options> parse_options(std::span<char*> arguments) {
  Options options;
  const std::map<std::string, std::string*> known = {
      {"--images", &options.images},     {"--pairs", &options.pairs},
      {"--manifest", &options.manifest}, {"--weights", &options.weights},
      {"--data", &options.data},         {"--out", &options.out},
      {"--model", &options.model},       {"--scores", &options.scores},
      {"--poor", &options.poor},         {"--cache", &options.cache}};
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const auto option = known.find(arguments[i]);
    if (option == known.end() || i + 1 == arguments.size()) return std::nullopt;
    *option->second = arguments[i + 1];
  }
  const std::set<std::string> optional = {"--model", "--scores", "--poor", "--cache"};
  for (const auto& [name, value] : known) {
    if (value->empty() && !optional.contains(name)) return std::nullopt;
  }
  return options;
}

Result<std::vector<std::string>> levels_of(const std::string& list) {
  std::vector<std::string> levels;
  std::istringstream in(list);
  for (std::string level; std::getline(in, level, ',');) {
    if (match::find_degradation(level) == nullptr) {
      return fail(ErrorCode::bad_input, "There is no level \"" + level +
                                            "\"; truename_degrade lists them without arguments.");
    }
    levels.push_back(level);
  }
  return levels;
}

double part(std::size_t count, std::size_t all) {
  return static_cast<double>(count) / static_cast<double>(all);
}

std::size_t impostors_reaching(const match::Scores& scores, double score) {
  const auto& ascending = scores.impostor;
  return static_cast<std::size_t>(ascending.end() - std::lower_bound(ascending.begin(),
                                                                     ascending.end(),
                                                                     static_cast<float>(score)));
}

std::string line(const char* format, auto... values) {
  char text[512];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

// Of several samples the one with the highest bound speaks, at each score anew. Ends with the
// first score that no impostor pair reached: nothing is known beyond it.
std::string rows_of(const std::vector<match::Scores>& samples, const std::string& key) {
  std::string text;
  for (int step = kFirstStep; step * kScoreStep <= 1; ++step) {
    const double score = step * kScoreStep;
    double bound = 0;
    double observed = 0;
    std::size_t reaching = 0;
    for (const match::Scores& sample : samples) {
      const std::size_t count = impostors_reaching(sample, score);
      const double upper = upper_bound(count, sample.impostor_pairs);
      reaching += count;
      if (upper <= bound) continue;
      bound = upper;
      observed = part(count, sample.impostor_pairs);
    }
    // Written with six digits and rounded up, so that the bound stays one.
    if (reaching == 0) break;
  }
  return text;
}

struct Measured {
  std::vector<match::Picture> pictures;
  match::Side clean;
  std::vector<match::Scores> scores;  // one sample: clean pictures
  std::vector<std::string> levels;
  std::vector<match::Scores> poor;  // one sample a level
};

double quantile(const match::Side& side, double where, float match::Measures::* measure) {
  std::vector<float> values;
  for (const match::Measures& measures : side.measures) {
    if (measures.inter_eye_px > 0) values.push_back(measures.*measure);
  }
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(where * static_cast<double>(values.size() - 1))];
}

std::string poor_text(const Options& options, const Measured& measured) {
  if (measured.levels.empty()) return "";
  std::size_t comparisons = 0;
  for (const match::Scores& scores : measured.poor) comparisons += scores.impostor_pairs;
  std::string text =
      "\n# Portraits with less between the eyes, or less sharp, than 99 of 100 pictures above.\n"
      "[poor_portrait]\n";
  text += line("inter_eye_px_below = %.1f\n",
               quantile(measured.clean, kClearPart, &match::Measures::inter_eye_px));
  text += line("sharpness_below = %.3f\n",
               quantile(measured.clean, kClearPart, &match::Measures::sharpness));
  text += line("degradations = \"%s\"\n", options.poor.c_str());
  text += line("impostor_comparisons = %zu\n", comparisons);
  return text + rows_of(measured.poor, "poor_portrait.row");
}

std::string table_text(const Options& options, const Digest& model, const Measured& measured) {
  std::set<std::string> subjects;
  std::size_t images = 0;
  const match::Templates& templates = measured.clean.by_way.at("plain");
  for (std::size_t i = 0; i < templates.size(); ++i) {
    if (!templates[i]) continue;
    subjects.insert(measured.pictures[i].subject);
    ++images;
  }
  std::string text =
      "# What a comparison score of one face model is worth. Format: docs/formats/calibration.md.\n"
      "# Made by truename_calibrate; aggregate numbers only.\n";
  text += line("id = \"%s\"\n", std::filesystem::path(options.out).stem().c_str());
  text += line("data = \"%s\"\n", options.data.c_str());
  text += line("model_sha256 = \"%s\"\n", to_hex(model).c_str());
  text += line("date = \"%s\"\n", date_text(date_of(SystemClock().now())).c_str());
  text += line("subjects = %zu\nimages = %zu\nimpostor_comparisons = %zu\n", subjects.size(),
               images, measured.scores.front().impostor_pairs);
  text +=
      "dependence = \"Each picture takes part in thousands of comparisons, so they are not "
      "independent: the exact binomial bound treats them as if they were and is too tight.\"\n";
  return text + rows_of(measured.scores, "row") + poor_text(options, measured);
}

void print_report(const std::string& what, const match::Scores& scores) {
  std::printf("%s: genuine pairs %zu, impostor pairs %zu\n", what.c_str(), scores.genuine.size(),
              scores.impostor_pairs);
  for (const double fmr : {1e-3, 1e-4, 1e-5}) {
    const double threshold = match::threshold_at(scores, fmr);
    std::printf("  TAR %.4f at FMR %.0e (score above %.3f)\n",
                part(match::genuine_above(scores, threshold), scores.genuine.size()), fmr,
                threshold);
  }
}

std::string scores_csv(const std::vector<cli::Pair>& pairs, const Measured& measured) {
  std::map<std::string, std::size_t> by_path;
  for (std::size_t i = 0; i < measured.pictures.size(); ++i) {
    by_path[measured.pictures[i].path] = i;
  }
  const match::Templates& templates = measured.clean.by_way.at("plain");
  std::string text = "same,score\n";
  for (const cli::Pair& pair : pairs) {
    const auto& first = templates[by_path.at(pair.first)];
    const auto& second = templates[by_path.at(pair.second)];
    text += pair.same_person ? "1," : "0,";
    if (first && second) text += line("%.6f", face::compare(*first, *second).get());
    text += "\n";
  }
  return text;
}

Result<Measured> measure(const Options& options, const face::Networks& networks,
                         const std::vector<cli::Pair>& pairs) {
  const match::Source source{.images = options.images, .cache = options.cache};
  Measured measured;
  measured.levels = TRY(levels_of(options.poor));
  measured.pictures = match::pictures_of(pairs);
  std::vector<std::string> subjects;
  for (const match::Picture& picture : measured.pictures) subjects.push_back(picture.subject);
  measured.clean = TRY(match::side_of(networks, source, measured.pictures, "clean", {"plain"}));
  const match::Templates& clean = measured.clean.by_way.at("plain");
  measured.scores.push_back(match::all_pairs(clean, clean, subjects, source.threads));
  for (const std::string& level : measured.levels) {
    const match::Side side =
        TRY(match::side_of(networks, source, measured.pictures, level, {"plain"}));
    measured.poor.push_back(
        match::all_pairs(clean, side.by_way.at("plain"), subjects, source.threads));
  }
  return measured;
}

Status calibrate(const Options& options) {
  const std::string list = TRY(read_text_file(options.pairs, kPairListLimitBytes));
  const auto pairs = TRY(cli::parse_pairs(list));
  auto manifest = TRY(vision::read_manifest(options.manifest));
  if (!options.model.empty()) manifest = TRY(vision::choose(manifest, options.model));
  const auto networks = TRY(face::load_networks(manifest, options.weights));
  const Measured measured = TRY(measure(options, networks, pairs));
  const match::Scores& scores = measured.scores.front();
  if (scores.genuine.empty() || scores.impostor.empty()) {
    return fail(ErrorCode::bad_input,
                "Too few faces were found to compare; check --images and --pairs.");
  }
  const auto& templates = measured.clean.by_way.at("plain");
  std::printf("pictures %zu, without a face %td\n", templates.size(),
              std::count_if(templates.begin(), templates.end(),
                            [](const auto& features) { return !features; }));
  print_report("clear portraits", scores);
  for (std::size_t i = 0; i < measured.levels.size(); ++i) {
    print_report("portraits \"" + measured.levels[i] + "\"", measured.poor[i]);
  }
  const std::string table = table_text(options, manifest.of("face_extract").sha256, measured);
  TRY_STATUS(write_file(options.out, as_bytes(table), FileMode::readable));
  if (options.scores.empty()) return {};
  return write_file(options.scores, as_bytes(scores_csv(pairs, measured)), FileMode::readable);
}

}  // namespace
}  // namespace truename

int main(int argc, char** argv) {
  const auto options = truename::parse_options({argv, static_cast<std::size_t>(argc)});
  if (!options) {
    std::fputs(truename::kUsage, stderr);
    return 2;
  }
  const truename::Status status = truename::calibrate(*options);
  if (status) return 0;
  std::fprintf(stderr, "truename_calibrate: %s\n", status.error().message.c_str());
  return 1;
}
