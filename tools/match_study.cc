// truename_match_study: what several ways of taking templates are worth, with sharp and with poor
// portraits; prints the table of docs/biometrics.md. An evaluation tool, no part of the product.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "face/calibrate.h"
#include "face/fusion.h"
#include "tools/match/degrade.h"
#include "tools/match/halves.h"
#include "tools/match/misses.h"
#include "tools/match/photos.h"
#include "tools/match/points.h"
#include "tools/match/probes_study.h"
#include "tools/match/rates.h"
#include "tools/match/second_model.h"
#include "tools/match/templates.h"

namespace truename {
namespace {

constexpr std::size_t kPairListLimitBytes = 64 * 1024 * 1024;
constexpr unsigned kThreads = 2;
constexpr char kSecondModel[] = "mobilefacenet_192";

using Ways = std::vector<std::string>;

const Ways kMainWays = {"plain", "mirrored"};
const Ways kProbeWays = {"plain", "mirrored", "wider", "closer", "matched"};
const Ways kPortraitWays = {"plain", "mirrored", "wider", "closer", "sharpened", "smoothed"};

// The ways whose templates are fused, on either side.
const struct {
  const char* what;
  Ways probe;
  Ways portrait;
} kTrials[] = {
    {"plain, both sides", {"plain"}, {"plain"}},
    {"mirrored fused, portrait only", {"plain"}, {"plain", "mirrored"}},
    {"mirrored fused, probe only", {"plain", "mirrored"}, {"plain"}},
    {"mirrored fused, both", {"plain", "mirrored"}, {"plain", "mirrored"}},
    {"two crops fused, both", {"wider", "closer"}, {"wider", "closer"}},
    {"four crops fused, probe only", {"plain", "mirrored", "wider", "closer"}, {"plain"}},
    {"four crops fused, both",
     {"plain", "mirrored", "wider", "closer"},
     {"plain", "mirrored", "wider", "closer"}},
    {"aligned 6 % wider, both", {"wider"}, {"wider"}},
    {"aligned 6 % closer, both", {"closer"}, {"closer"}},
    {"portrait sharpened", {"plain"}, {"sharpened"}},
    {"portrait smoothed", {"plain"}, {"smoothed"}},
    {"smoothed and plain fused, portrait", {"plain"}, {"plain", "smoothed"}},
    {"probe at the portrait's resolution", {"matched"}, {"plain"}},
    {"probe at both resolutions", {"plain", "matched"}, {"plain"}},
};

struct Study {
  std::vector<std::string> subjects;
  std::map<std::string, match::Side> sides;  // "clean" and each level
};

match::Templates fused(const match::Side& side, const Ways& ways) {
  match::Templates out(side.measures.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::optional<face::Fusion> fusion;
    for (const std::string& way : ways) match::add(fusion, side.by_way.at(way)[i]);
    if (fusion && fusion->count() == ways.size()) out[i] = fusion->fused();
  }
  return out;
}

bool has_all(const match::Side& side, const Ways& ways) {
  for (const std::string& way : ways) {
    if (!side.by_way.contains(way)) return false;
  }
  return true;
}

double part(std::size_t count, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all);
}

void print_line(const std::string& what, const match::Scores& scores) {
  std::printf("| %s | %zu | %zu |", what.c_str(), scores.genuine.size(), scores.impostor_pairs);
  for (const double fmr : {1e-3, 1e-4, 1e-5, 5e-6}) {
    const double threshold = match::threshold_at(scores, fmr);
    const double rate = part(match::genuine_above(scores, threshold), scores.genuine.size());
    std::printf(" %.4f (%.3f) |", rate, threshold);
  }
  std::printf("\n");
  std::fflush(stdout);
}

void print_head(const std::string& title) {
  std::printf(
      "\n%s\n\n| trial | genuine | impostor | TAR at FMR 1e-3 (score above) | 1e-4 | 1e-5 | 5e-6 "
      "|\n|---|---|---|---|---|---|---|\n",
      title.c_str());
}

void study_ways(const Study& study, const std::string& level) {
  const match::Side& clean = study.sides.at("clean");
  const match::Side& portraits = study.sides.at(level);
  print_head("Portraits: " + level + "; probes: clean");
  for (const auto& trial : kTrials) {
    if (!has_all(portraits, trial.portrait) || !has_all(clean, trial.probe)) continue;
    const match::Templates probe = fused(clean, trial.probe);
    const match::Templates portrait = fused(portraits, trial.portrait);
    // Both sides alike: each pair of pictures once, not twice.
    const bool same = level == "clean" && trial.probe == trial.portrait;
    print_line(trial.what,
               match::all_pairs(probe, same ? probe : portrait, study.subjects, kThreads));
  }
}

// What becomes of the FMR when the thresholds of single photographs are kept.
void print_kept(const match::Scores& single, const match::Scores& scores) {
  std::printf("| (at the thresholds of one photograph: FMR, TAR) | | |");
  for (const double fmr : {1e-3, 1e-4, 1e-5, 5e-6}) {
    const double threshold = match::threshold_at(single, fmr);
    std::printf(" %.1e, %.4f |",
                part(match::impostors_above(scores, threshold), scores.impostor_pairs),
                part(match::genuine_above(scores, threshold), scores.genuine.size()));
  }
  std::printf("\n");
  std::fflush(stdout);
}

void study_photos(const Study& study, const std::string& level) {
  print_head("Several photographs of one person as the probe, persons with at least four; " +
             level + " portraits");
  const match::Templates plain = fused(study.sides.at("clean"), {"plain"});
  for (const Ways& ways : {Ways{"plain"}, kMainWays}) {
    if (!has_all(study.sides.at(level), ways)) continue;
    const match::Templates portraits = fused(study.sides.at(level), ways);
    const std::string how = ways.size() == 2 ? ", portrait with its mirror image" : "";
    match::Scores single;  // the same photographs one by one, so that the sample is the same
    for (const std::size_t first : {0U, 1U, 2U}) {
      match::append(single,
                    match::score_photos(study.subjects,
                                        match::several_photos(study.subjects, plain, 1, first),
                                        portraits, match::ScoreOf::mean));
    }
    print_line("one photograph" + how, single);
    for (const std::size_t count : {2U, 3U}) {
      const match::Probes probes = match::several_photos(study.subjects, plain, count, 0);
      const std::string name = std::to_string(count) + " photographs";
      for (const match::ScoreOf kind : {match::ScoreOf::mean, match::ScoreOf::each}) {
        const match::Scores scores = match::score_photos(study.subjects, probes, portraits, kind);
        print_line(name + (kind == match::ScoreOf::mean ? " fused" : ", mean of scores") + how,
                   scores);
        print_kept(single, scores);
      }
    }
  }
}

// What a threshold chosen on clean pictures does to poor portraits: why they are told apart.
void study_fixed(const Study& study) {
  std::printf(
      "\nThresholds of clean pictures, kept for poor portraits (plain templates)\n\n"
      "| portraits | FMR asked | score above | FMR (pairs) | TAR |\n|---|---|---|---|---|\n");
  const match::Templates probe = fused(study.sides.at("clean"), {"plain"});
  const match::Scores clean = match::all_pairs(probe, probe, study.subjects, kThreads);
  for (const auto& [level, side] : study.sides) {
    const match::Scores scores =
        match::all_pairs(probe, fused(side, {"plain"}), study.subjects, kThreads);
    for (const double fmr : {1e-4, 1e-5, 5e-6}) {
      const double threshold = match::threshold_at(clean, fmr);
      const std::size_t matches = match::impostors_above(scores, threshold);
      std::printf("| %s | %.0e | %.3f | %.2e (%zu of %zu) | %.4f |\n", level.c_str(), fmr,
                  threshold, part(matches, scores.impostor_pairs), matches, scores.impostor_pairs,
                  part(match::genuine_above(scores, threshold), scores.genuine.size()));
    }
  }
}

// What a limit of the pack costs: the lowest score whose bound in the table of the model is within
// it, and the parts of the impostor pairs that reach it and of the genuine ones that do not.
void study_limits(const Study& study, const face::CalibrationTable& table) {
  std::printf(
      "\nLimits of a pack, by the rows of \"%s\" for clear portraits\n\n"
      "| portraits | probe | genuine | FMR at most: score, FNMR, FMR observed "
      "|\n|---|---|---|---|\n",
      table.id().c_str());
  const match::Templates plain = fused(study.sides.at("clean"), {"plain"});
  const match::Probes three = match::several_photos(study.subjects, plain, 3, 0);
  for (const auto& [level, side] : study.sides) {
    const match::Templates portraits = fused(side, {"plain"});
    const std::pair<const char*, match::Scores> kinds[] = {
        {"one picture", match::all_pairs(plain, portraits, study.subjects, kThreads)},
        {"three photographs, mean of scores",
         match::score_photos(study.subjects, three, portraits, match::ScoreOf::each)}};
    for (const auto& [probe, scores] : kinds) {
      std::printf("| %s | %s | %zu |", level.c_str(), probe, scores.genuine.size());
      for (const double limit : {1e-2, 1e-4, 5e-5, 2e-5, 1e-5, 5e-6}) {
        double score = 0;
        while (score < 1 && table.fmr_bound(face::ComparisonScore(score)) > limit) score += 1e-3;
        std::printf(" %.0e: %.3f, %.4f, %.1e |", limit, score,
                    1 - part(match::genuine_above(scores, score), scores.genuine.size()),
                    part(match::impostors_above(scores, score), scores.impostor_pairs));
      }
      std::printf("\n");
    }
  }
}

void print_measures(const Study& study) {
  std::printf(
      "\nWhat is measured on the faces\n\n| pictures | faces | inter-eye px 1 %%, median, 99 %% | "
      "sharpness 1 %%, median, 99 %% |\n|---|---|---|---|\n");
  for (const auto& [level, side] : study.sides) {
    std::vector<float> eyes;
    std::vector<float> sharpness;
    for (const match::Measures& measures : side.measures) {
      if (measures.inter_eye_px <= 0) continue;
      eyes.push_back(measures.inter_eye_px);
      sharpness.push_back(measures.sharpness);
    }
    std::sort(eyes.begin(), eyes.end());
    std::sort(sharpness.begin(), sharpness.end());
    const auto at = [](const std::vector<float>& values, double where) {
      return values[static_cast<std::size_t>(where * static_cast<double>(values.size() - 1))];
    };
    std::printf("| %s | %zu of %zu | %.1f, %.1f, %.1f | %.3f, %.3f, %.3f |\n", level.c_str(),
                eyes.size(), side.measures.size(), at(eyes, .01), at(eyes, .5), at(eyes, .99),
                at(sharpness, .01), at(sharpness, .5), at(sharpness, .99));
  }
}

struct Options {
  std::string pairs;
  std::string manifest;
  std::string weights;
  std::string trials = "all";
  std::string half = "first";
  std::string data;
  std::string out;
  std::string without;
  match::Source source{.seed = 1, .threads = kThreads};
};

// "main" looks at clean and card portraits, plain and mirrored; "ways" at the same in every way;
// "levels" at every level, plain; "all" at all of it, in some five times the time of "main".
// "study" writes what truename models calibrate takes, of one half of the persons; "account" holds
// the table of the manifest against the other half.
// "points" and "pixels" try other points and sampling, "second" a second model; "misses" says what
// the misses consist of, also without the pictures whose paths a file lists.
const std::set<std::string> kTrialSets = {"main",    "ways",   "levels", "all",    "study",
                                          "account", "points", "pixels", "misses", "second"};

const std::set<std::string> kPlainTrials = {"levels", "misses", "second"};
bool of_halves(const Options& options) {
  return options.trials == "study" || options.trials == "account";
}

Ways ways_of(const std::string& side, const Options& options) {
  if (options.trials == "account" && side == "clean") return {"plain", "mirrored", "closer"};
  if (of_halves(options)) return {"plain"};
  if (kPlainTrials.contains(options.trials)) return {"plain"};
  if (options.trials == "points") return match::point_ways();
  if (options.trials == "pixels") return {"plain", "cubic", "averaged", "stretched"};
  if (options.trials == "main" || (side != "clean" && side != "card")) return kMainWays;
  return side == "clean" ? kProbeWays : kPortraitWays;
}

std::vector<std::string> sides_of(const Options& options) {
  const bool every_level = options.trials == "levels" || options.trials == "all";
  std::vector<std::string> sides = {"clean"};
  for (const match::Degradation& level : match::degradations()) {
    if (every_level || (level.name == "card" && options.trials != "misses") ||
        (of_halves(options) && level.name == "small"))
      sides.emplace_back(level.name);
  }
  return sides;
}

Status write_study(const Study& study, const Options& options, const vision::ModelEntry& model,
                   match::Half half) {
  const std::string data =
      options.data + ", the " + options.half + " half of the persons by a hash of the name";
  evaluation::Study out = match::study_of(study.subjects, study.sides, data, half);
  out.model_sha256 = to_hex(model.sha256);
  out.model_contract = vision::contract_text(model);
  const std::string text = evaluation::study_text(out);
  return write_file(options.out, as_bytes(text), FileMode::readable);
}

Status run_study(const Options& options) {
  const std::string list = TRY(read_text_file(options.pairs, kPairListLimitBytes));
  const auto pairs = TRY(cli::parse_pairs(list));
  const auto manifest = TRY(vision::read_manifest(options.manifest));
  const auto networks = TRY(face::load_networks(manifest, options.weights));
  const std::vector<match::Picture> pictures = match::pictures_of(pairs);
  match::Source source = options.source;
  if (!source.cache.empty()) {
    // Another model or seed gives other templates.
    source.cache += "/" + to_hex(manifest.of("face_extract").sha256).substr(0, 16) + "-" +
                    std::to_string(source.seed);
    std::error_code ignored;  // writing says it better
    std::filesystem::create_directories(source.cache, ignored);
  }
  Study study;
  for (const match::Picture& picture : pictures) study.subjects.push_back(picture.subject);
  const std::vector<std::string> sides = sides_of(options);
  for (const std::string& side : sides) {
    study.sides[side] =
        TRY(match::side_of(networks, source, pictures, side, ways_of(side, options)));
  }
  const std::set<std::string> persons(study.subjects.begin(), study.subjects.end());
  std::printf("%zu pictures of %zu persons, seed %llu\n", pictures.size(), persons.size(),
              static_cast<unsigned long long>(options.source.seed));
  const vision::ModelEntry& model = manifest.of("face_extract");
  const match::Half half = options.half == "first" ? match::Half::first : match::Half::second;
  if (options.trials == "study") return write_study(study, options, model, half);
  if (options.trials == "points" || options.trials == "pixels") {
    match::print_halves(study.subjects, study.sides, "plain", kThreads);
    return {};
  }
  if (options.trials == "second") {
    const auto both = TRY(match::with_second_model(manifest, kSecondModel, options.weights, source,
                                                   pictures, study.sides));
    match::print_halves(study.subjects, both, "first model", kThreads);
    return {};
  }
  if (options.trials == "misses") {
    return match::study_misses(networks.detector, source.images, pictures,
                               study.sides.at("clean").by_way.at("plain"), options.without);
  }
  print_measures(study);
  const auto table = TRY(face::CalibrationTable::read(manifest.folder / model.calibration, model));
  if (options.trials == "account") {
    match::print_account(study.subjects, study.sides, table, half);
    return {};
  }
  study_fixed(study);
  study_limits(study, table);
  for (const auto& [level, side] : study.sides) study_ways(study, level);
  for (const std::string& side : sides) study_photos(study, side);
  return {};
}

std::optional<Options> parse_options(std::span<char*> arguments) {
  Options options;
  const std::map<std::string, std::string*> known = {{"--images", &options.source.images},
                                                     {"--pairs", &options.pairs},
                                                     {"--manifest", &options.manifest},
                                                     {"--weights", &options.weights},
                                                     {"--cache", &options.source.cache},
                                                     {"--trials", &options.trials},
                                                     {"--half", &options.half},
                                                     {"--data", &options.data},
                                                     {"--out", &options.out},
                                                     {"--without", &options.without}};
  const std::set<std::string> optional = {"--cache", "--data", "--out", "--without"};
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const auto option = known.find(arguments[i]);
    if (option == known.end() || i + 1 == arguments.size()) return std::nullopt;
    *option->second = arguments[i + 1];
  }
  for (const auto& [name, value] : known) {
    if (value->empty() && !optional.contains(name)) return std::nullopt;
  }
  if (options.half != "first" && options.half != "second") return std::nullopt;
  if (options.trials == "study" && (options.data.empty() || options.out.empty())) {
    return std::nullopt;
  }
  if (!kTrialSets.contains(options.trials)) return std::nullopt;
  return options;
}

}  // namespace
}  // namespace truename

int main(int argc, char** argv) {
  const auto options = truename::parse_options({argv, static_cast<std::size_t>(argc)});
  if (!options) {
    std::fputs(
        "usage: truename_match_study --images DIR --pairs FILE --manifest FILE --weights DIR\n"
        "                            [--trials main|ways|levels|all|points|pixels|second] [--cache "
        "DIR]\n"
        "                            [--trials study --half first|second --data LABEL --out FILE]\n"
        "                            [--trials account --half first|second]\n"
        "                            [--trials misses --without FILE]\n"
        "--cache keeps templates between two runs; delete it.\n",
        stderr);
    return 2;
  }
  const truename::Status status = truename::run_study(*options);
  if (status) return 0;
  std::fprintf(stderr, "truename_match_study: %s\n", status.error().message.c_str());
  return 1;
}
