#include <stdlib.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "base/files.h"
#include "cli/bench_decide.h"
#include "cli/bench_face.h"
#include "cli/bench_lives.h"
#include "cli/bench_parallel.h"
#include "cli/bench_peers.h"
#include "cli/bench_step.h"
#include "cli/program.h"
#include "document/examine.h"
#include "document/line_numbers.h"
#include "face/stage_times.h"
#include "policy/decide.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

struct Options {
  std::string document;
  std::string probe;
  int rounds = 10;
  int parallel = 0;
  int lives = 0;
  bool peers = false;
  bool decide = false;
  bool json = false;
};

struct Pictures {
  Bytes document;
  Bytes probe;
};

// One line of the report: the median over the rounds, in milliseconds of CPU.
struct Stages {
  std::vector<std::string> names = {"decode",  "detect",  "landmarks", "quality", "pad",
                                    "extract", "compare", "read_card", "decide",  "commit"};
  std::vector<std::vector<double>> rounds = std::vector<std::vector<double>>(names.size());
  std::vector<double> face;   // decode of both and every face stage
  std::vector<double> total;  // one register_line, all of the process
  double registrations_per_s = 0;

  void add(const std::vector<double>& round) {
    for (std::size_t i = 0; i < round.size(); ++i) rounds[i].push_back(round[i]);
  }
};

// A throw-away data folder, gone with the object.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/truename-bench-XXXXXX";
    if (mkdtemp(name) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Another card each round: of the ten last digits exactly one makes the Luhn check hold.
std::string iccid_of(int round) {
  char body[24];
  std::snprintf(body, sizeof body, "898600%012d", round);
  std::string iccid = std::string(body) + "0";
  while (!document::parse_iccid(iccid) && iccid.back() < '9') ++iccid.back();
  return iccid;
}

Result<registration::RegistrationRequest> request_of(const Pictures& pictures, int round) {
  return registration::parse_request({.idempotency_key = "bench-" + std::to_string(round),
                                      .msisdn = "861390" + std::to_string(1'000'000 + round),
                                      .iccid = iccid_of(round),
                                      .claimed_name = std::nullopt,
                                      .claimed_number = std::nullopt,
                                      .accept_terms = true,
                                      .consent_face = true,
                                      .document = pictures.document,
                                      .probe = pictures.probe});
}

Result<std::vector<double>> time_stages(const Pictures& pictures, face::Examiner& examiner,
                                        const registration::Setting& setting) {
  double decode = 0;
  double read_card = 0;
  double decide = 0;
  const auto document =
      TRY(face::timed(decode, [&] { return vision::decode_image(pictures.document); }));
  const auto probe = TRY(face::timed(decode, [&] { return vision::decode_image(pictures.probe); }));
  const auto reading =
      TRY(face::timed(read_card, [&] { return setting.ports.reader.read(document); }));
  const auto examined = TRY(examiner.examine_timed(probe, reading.portrait));
  domain::Evidence evidence;
  evidence.today = date_of(setting.ports.clock.now());
  evidence.document = document::examine(reading, std::nullopt, std::nullopt, evidence.today);
  evidence.face = examined.evidence;
  evidence.consent = {.face = true, .terms = true};
  face::timed(decide, [&] { return policy::decide(evidence, setting.pack); });
  const face::StageTimes& cpu = examined.cpu;
  return std::vector<double>{decode,         cpu.detect_ms, cpu.landmarks_ms,
                             cpu.quality_ms, cpu.pad_ms,    cpu.extract_ms,
                             cpu.compare_ms, read_card,     decide};
}

// The commit alone, on the record of a registration just made, under a new key and line.
Result<double> time_commit(const domain::CommittedCase& earlier, int round,
                           const registration::Setting& setting) {
  domain::CaseRecord record = earlier.record;
  record.id = domain::CaseId("c" + to_hex(ByteView(random_key()).first(16)));
  record.idempotency_key = domain::IdempotencyKey("commit-" + std::to_string(round));
  record.decision.outcome = domain::Outcome::referred;  // takes no slot, so that rounds are alike
  const double start = process_cpu_ms();
  TRY(setting.ports.store.commit(record));
  return process_cpu_ms() - start;
}

Result<Stages> measure(const Program& program, const Pictures& pictures, int rounds) {
  const Folder folder;
  const auto counter =
      TRY(program.open_counter(folder.path(), "cn-2019-12", PackSource::as_it_lies));
  const auto examiner = TRY(program.open_examiner());
  const registration::Setting& setting = counter->setting();
  Stages stages;
  double wall_s = 0;
  for (int round = -1; round < rounds; ++round) {  // the first warms up and is not counted
    auto times = TRY(time_stages(pictures, *examiner, setting));
    const auto request = TRY(request_of(pictures, round + 1));
    const double start = process_cpu_ms();
    const auto began = std::chrono::steady_clock::now();
    const auto committed = TRY(registration::register_line(request, setting));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    const double total = process_cpu_ms() - start;
    times.push_back(TRY(time_commit(committed, round + 1, setting)));
    if (round < 0) continue;
    double face = 0;
    for (std::size_t i = 0; i <= 6; ++i) face += times[i];
    stages.add(times);
    stages.face.push_back(face);
    stages.total.push_back(total);
    wall_s += took.count();
  }
  stages.registrations_per_s = rounds / wall_s;
  return stages;
}

Value stages_json(const Stages& stages) {
  Value cpu;
  for (std::size_t i = 0; i < stages.names.size(); ++i) {
    cpu.set(stages.names[i], median(stages.rounds[i]));
  }
  return Value()
      .set("cpu_ms", std::move(cpu))
      .set("face_part_ms", median(stages.face))
      .set("registration_ms", median(stages.total))
      .set("registrations_per_s", stages.registrations_per_s)
      .set("resident_mb_max", resident_most_mb())
      .set("rounds", static_cast<std::int64_t>(stages.total.size()));
}

void print_stages(const Stages& stages) {
  std::printf("one registration: card photo and probe\n");
  for (std::size_t i = 0; i < stages.names.size(); ++i) {
    std::printf("%-22s %9.3f ms\n", stages.names[i].c_str(), median(stages.rounds[i]));
  }
  std::printf("face part, with decode %9.3f ms\nfull registration      %9.3f ms\n",
              median(stages.face), median(stages.total));
  std::printf("registrations/s        %9.2f   (one at a time)\nresident memory, most  %9.1f MB\n",
              stages.registrations_per_s, resident_most_mb());
  std::printf("medians of CPU time over %zu rounds, one request at a time\n", stages.total.size());
}

Status bench_peers(const Program& program, const Options& options) {
  const PeerReport report = TRY(measure_peers(program));
  if (options.json) {
    print_json(peers_json(report));
  } else {
    print_peers(report);
  }
  return {};
}

Status bench_decide(const Program& program, const Options& options) {
  const policy::Pack pack = TRY(program.read_pack("cn-2019-12"));
  const DecideFigures figures = measure_decide(pack);
  const StepFigures steps = TRY(measure_steps(program));
  if (options.json) {
    print_json(decide_json(figures).set("step", steps_json(steps)));
  } else {
    print_decide(figures);
    print_steps(steps);
  }
  return {};
}

// Face alone first, while nothing else is loaded; then several at once when asked; then the whole.
Status bench_own(const Program& program, const Options& options, const Pictures& pictures) {
  const FacePictures pair = TRY(fixture_pictures(program));
  const FaceFigures face = TRY(measure_face_part(program, pair, options.rounds));
  std::optional<ParallelFigures> parallel;
  if (options.parallel > 1) {
    const auto examiner = TRY(program.open_examiner());
    parallel = TRY(measure_parallel(*examiner, pair, options.parallel, options.rounds));
  }
  if (!options.json) print_face_figures(face);
  if (!options.json && parallel) print_parallel(*parallel);
  const Stages stages = TRY(measure(program, pictures, options.rounds));
  if (!options.json) {
    print_stages(stages);
    return {};
  }
  Value all = stages_json(stages).set("face", face_figures_json(face));
  if (parallel) all.set("parallel", parallel_json(*parallel));
  print_json(all);
  return {};
}

Status bench_lives(const Program& program, const Options& options) {
  if (options.lives < 1000 || options.lives > 5'000'000) {
    return fail(ErrorCode::bad_input, "--lives must be 1000 to 5000000.");
  }
  const Folder folder;
  const LivesFigures figures = TRY(measure_lives(program, folder.path(), options.lives));
  if (options.json) {
    print_json(lives_json(figures));
  } else {
    print_lives(figures);
  }
  return {};
}

int run_bench(const Program& program, const Options& options) {
  if (options.lives != 0) {
    const Status done = bench_lives(program, options);
    return done ? kExitOk : report(done.error());
  }
  if (options.rounds < 1 || options.rounds > 10'000) {
    return report({ErrorCode::bad_input, "--rounds must be 1 to 10000."});
  }
  if (options.parallel != 0 && (options.parallel < 2 || options.parallel > 64)) {
    return report({ErrorCode::bad_input, "--parallel must be 2 to 64."});
  }
  if (options.peers || options.decide) {
    const Status done =
        options.peers ? bench_peers(program, options) : bench_decide(program, options);
    return done ? kExitOk : report(done.error());
  }
  const auto people = program.home / "tests/fixtures/people/p01";
  const auto pick = [&people](const std::string& given, const char* usual) {
    return given.empty() ? people / usual : std::filesystem::path(given);
  };
  const auto document =
      read_file(pick(options.document, "id_card_photo.jpg"), vision::kEncodedLimitBytes);
  if (!document) return report(document.error());
  const auto probe = read_file(pick(options.probe, "live.jpg"), vision::kEncodedLimitBytes);
  if (!probe) return report(probe.error());
  const Status done = bench_own(program, options, {*document, *probe});
  return done ? kExitOk : report(done.error());
}

}  // namespace

Verb bench_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  return {
      .name = "bench",
      .help = "CPU time of each stage of a face check and a registration on this machine.",
      .texts = {{"--document", "document picture; a synthetic one when absent", &options->document},
                {"--probe", "live capture; a synthetic one when absent", &options->probe}},
      .numbers = {{"--rounds", "how often each is measured", &options->rounds},
                  {"--parallel", "also this many face checks at once", &options->parallel},
                  {"--lives", "events on this many lines on disk instead", &options->lives}},
      .flags = {{"--peers", "face checks of other programs beside ours instead", &options->peers},
                {"--decide", "what a decision by the rules and a step of a line cost instead",
                 &options->decide},
                {"--json", "print one JSON object", &options->json}},
      .run = [&program, options] { return run_bench(program, *options); }};
}

}  // namespace truename::cli
