// truename_calibrate: measures a face model on labelled pictures and writes its calibration table;
// an evaluation tool for biometrics engineers, no part of the product.
//
// All pictures a pair list names become templates in memory. Every pair of different persons gives
// an impostor score; the table bounds, for each score, how often such pairs reach it. Nothing but
// aggregate numbers leaves the process.

#include <algorithm>
#include <atomic>
#include <boost/math/distributions/binomial.hpp>
#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "cli/pairs.h"
#include "face/compare.h"
#include "face/main_face.h"
#include "vision/image_codec.h"

namespace truename {
namespace {

constexpr std::size_t kPairListLimitBytes = 64 * 1024 * 1024;
constexpr double kConfidence = 0.95;  // one-sided
constexpr double kScoreStep = 0.005;  // about a tenth of the score that a tenfold FMR costs
constexpr auto kProgressInterval = std::chrono::milliseconds(500);

struct Options {
  std::string images;
  std::string pairs;
  std::string manifest;
  std::string weights;
  std::string out;
  std::string data;    // what the pictures are: "public benchmark, LFW folds 1-5"
  std::string scores;  // optional CSV of the pair list, for tools/lfw_report.py
};

constexpr const char* kUsage =
    "usage: truename_calibrate --images DIR --pairs FILE --manifest FILE --weights DIR\n"
    "                          --data LABEL --out FILE.toml [--scores FILE.csv]\n";

std::optional<Options> parse_options(std::span<char*> arguments) {
  Options options;
  const std::map<std::string, std::string*> known = {
      {"--images", &options.images},     {"--pairs", &options.pairs},
      {"--manifest", &options.manifest}, {"--weights", &options.weights},
      {"--data", &options.data},         {"--out", &options.out},
      {"--scores", &options.scores}};
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const auto option = known.find(arguments[i]);
    if (option == known.end() || i + 1 == arguments.size()) return std::nullopt;
    *option->second = arguments[i + 1];
  }
  for (const auto& [name, value] : known) {
    if (value->empty() && name != "--scores") return std::nullopt;
  }
  return options;
}

struct Sample {
  std::string subject;
  std::string path;  // below the images folder
  std::optional<face::Template> features;
};

std::string subject_of(const std::string& path) { return path.substr(0, path.find('/')); }

std::vector<Sample> samples_of(const std::vector<cli::Pair>& pairs) {
  std::set<std::string> paths;
  for (const cli::Pair& pair : pairs) paths.insert({pair.first, pair.second});
  std::vector<Sample> samples;
  for (const std::string& path : paths) samples.push_back({subject_of(path), path, {}});
  return samples;
}

// What cannot be read or holds no face stays without a template (a failure to extract).
void extract(const face::Networks& networks, const std::string& folder, Sample& sample) {
  const auto bytes = read_file(folder + "/" + sample.path, vision::kEncodedLimitBytes);
  if (!bytes) return;
  const auto picture = vision::decode_image(*bytes);
  if (!picture) return;
  auto found = face::main_template(networks, *picture);
  if (found && *found) sample.features = std::move(**found);
}

void show_progress(std::size_t done, std::size_t all) {
  constexpr int kWidth = 40;
  const int filled = static_cast<int>(done * kWidth / all);
  std::fprintf(stderr, "\r[%.*s%*s] %zu of %zu pictures", filled,
               "########################################", kWidth - filled, "", done, all);
}

void extract_all(const face::Networks& networks, const std::string& folder,
                 std::vector<Sample>& samples) {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < samples.size(); i = next++, ++done) {
      extract(networks, folder, samples[i]);
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    workers.emplace_back(work);
  }
  while (done < samples.size()) {
    show_progress(done, samples.size());
    std::this_thread::sleep_for(kProgressInterval);
  }
  show_progress(done, samples.size());
  std::fputc('\n', stderr);
}

// Ascending.
struct Scores {
  std::vector<double> genuine;
  std::vector<double> impostor;
};

Scores all_pairs(const std::vector<Sample>& samples) {
  Scores scores;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (std::size_t k = i + 1; k < samples.size(); ++k) {
      if (!samples[i].features || !samples[k].features) continue;
      const double score = face::compare(*samples[i].features, *samples[k].features).get();
      (samples[i].subject == samples[k].subject ? scores.genuine : scores.impostor)
          .push_back(score);
    }
  }
  std::sort(scores.genuine.begin(), scores.genuine.end());
  std::sort(scores.impostor.begin(), scores.impostor.end());
  return scores;
}

std::size_t count_reaching(const std::vector<double>& ascending, double score) {
  return static_cast<std::size_t>(ascending.end() -
                                  std::lower_bound(ascending.begin(), ascending.end(), score));
}

// Clopper and Pearson: exact for independent trials.
double upper_bound(std::size_t errors, std::size_t trials) {
  if (errors == trials) return 1;
  return boost::math::binomial_distribution<>::find_upper_bound_on_p(
      static_cast<double>(trials), static_cast<double>(errors), 1 - kConfidence);
}

double part(std::size_t count, std::size_t all) {
  return static_cast<double>(count) / static_cast<double>(all);
}

std::string today() { return date_text(date_of(SystemClock().now())); }

std::string line(const char* format, auto... values) {
  char text[512];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

// Ends with the first score that no impostor pair reached: nothing is known beyond it.
std::string rows_of(const std::vector<double>& impostor) {
  std::string text;
  for (int step = 0; step * kScoreStep <= 1; ++step) {
    const double score = step * kScoreStep;
    const std::size_t reaching = count_reaching(impostor, score);
    // Written with six digits and rounded up, so that the bound stays one.
    const double bound = std::min(1.0, upper_bound(reaching, impostor.size()) * 1.000001);
    text += line("\n[[row]]\nscore = %.3f\nfmr = %.6e\nfmr_upper_95 = %.6e\n", score,
                 part(reaching, impostor.size()), bound);
    if (reaching == 0) break;
  }
  return text;
}

std::string table_text(const Options& options, const Digest& model,
                       const std::vector<Sample>& samples, const Scores& scores) {
  std::set<std::string> subjects;
  std::size_t images = 0;
  for (const Sample& sample : samples) {
    if (!sample.features) continue;
    subjects.insert(sample.subject);
    ++images;
  }
  std::string text =
      "# What a comparison score of one face model is worth. Format: docs/formats/calibration.md.\n"
      "# Made by truename_calibrate; aggregate numbers only.\n";
  text += line("id = \"%s\"\n", std::filesystem::path(options.out).stem().c_str());
  text += line("data = \"%s\"\n", options.data.c_str());
  text += line("model_sha256 = \"%s\"\n", to_hex(model).c_str());
  text += line("date = \"%s\"\n", today().c_str());
  text += line("subjects = %zu\nimages = %zu\nimpostor_comparisons = %zu\n", subjects.size(),
               images, scores.impostor.size());
  text +=
      "dependence = \"Each picture takes part in thousands of comparisons, so they are not "
      "independent: the exact binomial bound treats them as if they were and is too tight.\"\n";
  return text + rows_of(scores.impostor);
}

void print_report(const std::vector<Sample>& samples, const Scores& scores) {
  const auto missing = std::count_if(samples.begin(), samples.end(),
                                     [](const Sample& sample) { return !sample.features; });
  std::printf("pictures %zu, without a face %td, genuine pairs %zu, impostor pairs %zu\n",
              samples.size(), missing, scores.genuine.size(), scores.impostor.size());
  for (const double fmr : {1e-3, 1e-4, 1e-5}) {
    const auto allowed = static_cast<std::size_t>(fmr * part(scores.impostor.size(), 1));
    const double threshold = scores.impostor[scores.impostor.size() - 1 - allowed];
    // Strictly above: the pair at the threshold itself is one more than allowed.
    const auto above = scores.genuine.end() -
                       std::upper_bound(scores.genuine.begin(), scores.genuine.end(), threshold);
    std::printf("all pairs: TAR %.4f at FMR %.0e (score above %.3f)\n",
                part(static_cast<std::size_t>(above), scores.genuine.size()), fmr, threshold);
  }
}

std::string scores_csv(const std::vector<cli::Pair>& pairs, const std::vector<Sample>& samples) {
  std::map<std::string, const Sample*> by_path;
  for (const Sample& sample : samples) by_path[sample.path] = &sample;
  std::string text = "same,score\n";
  for (const cli::Pair& pair : pairs) {
    const auto& first = by_path.at(pair.first)->features;
    const auto& second = by_path.at(pair.second)->features;
    text += pair.same_person ? "1," : "0,";
    if (first && second) text += line("%.6f", face::compare(*first, *second).get());
    text += "\n";
  }
  return text;
}

Status calibrate(const Options& options) {
  const std::string list = TRY(read_text_file(options.pairs, kPairListLimitBytes));
  const auto pairs = TRY(cli::parse_pairs(list));
  const auto manifest = TRY(vision::read_manifest(options.manifest));
  const auto networks = TRY(face::load_networks(manifest, options.weights));
  std::vector<Sample> samples = samples_of(pairs);
  extract_all(networks, options.images, samples);
  const Scores scores = all_pairs(samples);
  if (scores.genuine.empty() || scores.impostor.empty()) {
    return fail(ErrorCode::bad_input,
                "Too few faces were found to compare; check --images and --pairs.");
  }
  print_report(samples, scores);
  const std::string table =
      table_text(options, manifest.of("face_extract").sha256, samples, scores);
  TRY_STATUS(write_file(options.out, as_bytes(table), FileMode::readable));
  if (options.scores.empty()) return {};
  return write_file(options.scores, as_bytes(scores_csv(pairs, samples)), FileMode::readable);
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
