#include "cli/bench_peers.h"

#include <chrono>
#include <cstdio>

#include "base/fields.h"
#include "base/files.h"
#include "base/json.h"
#include "cli/child_process.h"
#include "cli/peer_pairs.h"
#include "face/compare.h"
#include "face/main_face.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kLowestScore = -1;  // of a cosine
constexpr std::size_t kWarmUpPairs = 2;

struct Peer {
  const char* name;
  std::vector<std::string> command;  // without the pair list, which comes last but for `after`
  std::vector<std::string> after;
  fs::path needs;  // what must exist, or the peer is not installed
};

std::vector<Peer> all_peers(const Program& program) {
  std::error_code ignored;
  const fs::path own = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const fs::path opencv = own / "truename_peer_opencv";
  const fs::path scripts = program.home / "tools/peers";
  return {{"OpenCV DNN", {opencv}, {program.weights}, opencv},
          {"face-api", {"node", scripts / "face_api.mjs"}, {}, scripts / "node_modules"},
          {"human", {"node", scripts / "human.mjs"}, {}, scripts / "node_modules"}};
}

// The template of the main face; nothing where there is none. `pad` as in a registration: the
// probe alone is asked.
Result<std::optional<face::Template>> describe(const face::Networks& networks, const Bytes& encoded,
                                               bool pad) {
  const auto picture = TRY(vision::decode_image(encoded));
  const auto faces = TRY(networks.detector.detect(picture));
  const face::DetectedFace* const main = face::main_face(faces, picture);
  if (main == nullptr) return std::nullopt;
  face::StageTimes unused;
  const face::FoundFace found = TRY(face::look_at(networks, picture, *main, unused));
  if (pad) TRY(networks.pad_detector.score(picture, main->box));
  if (found.aligned.empty()) return std::nullopt;
  return TRY(networks.extractor.extract(found.aligned));
}

Status check_pair(const face::Networks& networks, const PeerPair& pair, PeerRun& run) {
  const Bytes first = TRY(read_file(pair.first, vision::kEncodedLimitBytes));
  const Bytes second = TRY(read_file(pair.second, vision::kEncodedLimitBytes));
  const double cpu = process_cpu_ms();
  const auto began = std::chrono::steady_clock::now();
  const auto a = TRY(describe(networks, first, true));
  const auto b = TRY(describe(networks, second, false));
  run.scores.push_back(a && b ? face::compare(*a, *b).get() : kLowestScore);
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - began;
  run.cpu_ms.push_back(process_cpu_ms() - cpu);
  run.wall_ms.push_back(wall.count());
  return {};
}

Result<PeerRun> run_own(const face::Networks& networks, const std::vector<PeerPair>& pairs) {
  PeerRun warm_up;
  for (std::size_t i = 0; i < std::min(kWarmUpPairs, pairs.size()); ++i) {
    TRY_STATUS(check_pair(networks, pairs[i], warm_up));
  }
  PeerRun run{.name = "truename"};
  for (const PeerPair& pair : pairs) TRY_STATUS(check_pair(networks, pair, run));
  run.resident_mb = resident_most_mb();
  return run;
}

std::vector<double> numbers(Fields& fields, std::string_view key, std::size_t count) {
  std::vector<double> out;
  for (const Value& item : fields.array(key)) {
    const auto* const real = item.as<double>();
    const auto* const whole = item.as<std::int64_t>();
    out.push_back(real != nullptr ? *real : whole != nullptr ? static_cast<double>(*whole) : 0);
  }
  if (out.size() != count) fields.complain("\"" + std::string(key) + "\" has not one a pair");
  return out;
}

Result<PeerRun> run_peer(const Peer& peer, const fs::path& list, std::size_t count) {
  std::vector<std::string> command = peer.command;
  command.push_back(list);
  command.insert(command.end(), peer.after.begin(), peer.after.end());
  const std::string output = TRY(output_of(command));
  const Value value = TRY(parse_json(output));
  Fields fields(value, std::string("What ") + peer.name + " printed");
  PeerRun run;
  run.name = fields.text("name");
  run.cpu_ms = numbers(fields, "cpu_ms", count);
  run.wall_ms = numbers(fields, "wall_ms", count);
  run.scores = numbers(fields, "scores", count);
  run.resident_mb = fields.number("resident_mb");
  TRY_STATUS(fields.finish());
  return run;
}

struct Pairs {
  std::vector<PeerPair> fixtures;
  std::vector<PeerPair> lfw;
  std::vector<PeerPair> all;  // the former, then the latter
};

PeerFigures figures_of(const PeerRun& run, const Pairs& pairs) {
  const auto part = [&](const std::vector<double>& values) {
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(pairs.fixtures.size());
    return median({values.begin(), end});
  };
  PeerFigures figures{.name = run.name, .cpu_ms = part(run.cpu_ms), .wall_ms = part(run.wall_ms)};
  figures.resident_mb = run.resident_mb;
  figures.fixture_error = equal_error_rate(pairs.fixtures, run.scores, 0);
  if (!pairs.lfw.empty()) {
    figures.lfw_error = equal_error_rate(pairs.lfw, run.scores, pairs.fixtures.size());
  }
  return figures;
}

// A file of our own that goes with the object.
class PairList {
 public:
  explicit PairList(const std::vector<PeerPair>& pairs) {
    path_ =
        fs::temp_directory_path() /
        ("truename-pairs-" + to_hex(as_bytes(std::to_string(
                                 std::chrono::steady_clock::now().time_since_epoch().count()))));
    written_ = write_file(path_, as_bytes(list_of(pairs)), FileMode::owner_only);
  }
  ~PairList() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  PairList(const PairList&) = delete;
  PairList& operator=(const PairList&) = delete;
  const Status& written() const { return written_; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  Status written_;
};

}  // namespace

Result<PeerReport> measure_peers(const Program& program) {
  const vision::Manifest manifest = TRY(program.read_manifest());
  const face::Networks networks = TRY(face::load_networks(manifest, program.weights));
  Pairs pairs;
  pairs.fixtures = fixture_pairs(program.home);
  pairs.lfw = TRY(lfw_pairs(program.home));
  pairs.all = pairs.fixtures;
  pairs.all.insert(pairs.all.end(), pairs.lfw.begin(), pairs.lfw.end());
  const PairList list(pairs.all);
  TRY_STATUS(list.written());
  PeerReport report{.fixture_pairs = pairs.fixtures.size(), .lfw_pairs = pairs.lfw.size()};
  std::fprintf(stderr, "bench: truename on %zu pairs\n", pairs.all.size());
  const PeerRun own = TRY(run_own(networks, pairs.all));
  report.programs.push_back(figures_of(own, pairs));
  std::error_code ignored;
  for (const Peer& peer : all_peers(program)) {
    if (!fs::exists(peer.needs, ignored)) {
      report.missing.push_back(std::string(peer.name) +
                               " is not installed; run ./dev install peers.");
      continue;
    }
    std::fprintf(stderr, "bench: %s on %zu pairs\n", peer.name, pairs.all.size());
    const PeerRun before = TRY(run_own(networks, pairs.fixtures));
    PeerFigures figures = figures_of(TRY(run_peer(peer, list.path(), pairs.all.size())), pairs);
    const PeerRun after = TRY(run_own(networks, pairs.fixtures));
    figures.cpu_ratio = 2 * figures.cpu_ms / (median(before.cpu_ms) + median(after.cpu_ms));
    report.programs.push_back(std::move(figures));
  }
  return report;
}

void print_peers(const PeerReport& report) {
  std::printf(
      "1:1 check of two pictures, medians of %zu pairs of rendered people; one thread each\n",
      report.fixture_pairs);
  std::printf("%-32s %9s %9s %7s %8s %9s %9s\n", "", "CPU ms", "wall ms", "ratio", "MB", "EER",
              "EER LFW");
  for (const PeerFigures& one : report.programs) {
    std::printf("%-32s %9.1f %9.1f %7.2f %8.0f %9.4f", one.name.c_str(), one.cpu_ms, one.wall_ms,
                one.cpu_ratio, one.resident_mb, one.fixture_error);
    if (one.lfw_error < 0) {
      std::printf(" %9s\n", "absent");
    } else {
      std::printf(" %9.4f\n", one.lfw_error);
    }
  }
  for (const std::string& sentence : report.missing) std::printf("%s\n", sentence.c_str());
  std::printf(
      "EER of rendered people is a smoke test, no error rate; LFW: %zu pairs, every tenth of\n"
      "folds 1-5. JavaScript peers are not charged for decoding; truename and OpenCV are.\n",
      report.lfw_pairs);
}

Value peers_json(const PeerReport& report) {
  Array programs;
  for (const PeerFigures& one : report.programs) {
    Value program = Value()
                        .set("name", one.name)
                        .set("cpu_ms", one.cpu_ms)
                        .set("wall_ms", one.wall_ms)
                        .set("cpu_ratio", one.cpu_ratio)
                        .set("resident_mb_max", one.resident_mb)
                        .set("eer_fixtures", one.fixture_error);
    if (one.lfw_error >= 0) program.set("eer_lfw", one.lfw_error);
    programs.push_back(std::move(program));
  }
  Array missing;
  for (const std::string& sentence : report.missing) missing.push_back(sentence);
  return Value()
      .set("programs", std::move(programs))
      .set("missing", std::move(missing))
      .set("fixture_pairs", static_cast<std::int64_t>(report.fixture_pairs))
      .set("lfw_pairs", static_cast<std::int64_t>(report.lfw_pairs));
}

}  // namespace truename::cli
