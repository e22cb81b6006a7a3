#include "registration/capture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <sstream>

#include "base/files.h"
#include "cli/program.h"
#include "face/capture/capture_examiner.h"
#include "registration/capture_frame.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

using domain::ChallengeStep;

constexpr std::int64_t kLifetimeMs = 120'000;

struct Options {
  std::string frames;
  std::string challenge = "left,right";
  std::string camera_label;
  std::string policy = "cn-2019-12";
  int fps = 15;
  bool accessible = false;
  bool whole_stream = false;
  bool json = false;
};

class FileDecoder final : public registration::ImageDecoder {
 public:
  Result<domain::Image> decode(ByteView encoded) const override {
    return vision::decode_image(encoded);
  }
};

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> out;
  std::istringstream in(list);
  for (std::string part; std::getline(in, part, ',');) out.push_back(part);
  return out;
}

Result<std::vector<ChallengeStep>> parse_steps(const std::string& list) {
  std::vector<ChallengeStep> out;
  for (const std::string& name : parts_of(list)) {
    if (name == "left") {
      out.push_back(ChallengeStep::turn_left);
    } else if (name == "right") {
      out.push_back(ChallengeStep::turn_right);
    } else if (name == "closer") {
      out.push_back(ChallengeStep::move_closer);
    } else {
      return fail(ErrorCode::bad_input,
                  "A challenge is of left, right and closer; there is no \"" + name + "\".");
    }
  }
  return out;
}

Result<domain::Challenge> make_challenge(const Options& options) {
  const Key id = random_key();
  const Timestamp now = SystemClock().now();
  domain::Challenge out{.id = to_hex(ByteView(id).first(16)),
                        .binding = "command line",
                        .nonce = random_key(),
                        .steps = {ChallengeStep::hold_still},
                        .issued_at = now,
                        .expires_at = {now.unix_ms + kLifetimeMs}};
  if (options.accessible) {
    out.movement = domain::HeadMovement::not_asked;
  } else {
    out.steps = TRY(parse_steps(options.challenge));
  }
  return domain::parse_challenge(challenge_value(out));  // its limits hold here too
}

Result<std::vector<std::filesystem::path>> frames_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) out.push_back(entry.path());
  }
  if (error || out.empty()) {
    return fail(ErrorCode::not_found, "There are no frames in " + folder.string() + ".");
  }
  std::sort(out.begin(), out.end());
  return out;
}

Bytes message_of(std::uint32_t sequence, std::uint64_t client_ms, ByteView jpeg) {
  Bytes out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(sequence >> shift & 0xFF);
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(client_ms >> shift & 0xFF);
  out.insert(out.end(), jpeg.begin(), jpeg.end());
  return out;
}

Value or_null(double value) { return std::isfinite(value) ? Value(value) : Value(); }

Value figures_value(const face::CaptureFigures& figures) {
  Array ways;
  for (const face::Solidity& way : figures.ways) {
    ways.push_back(
        Value().set("nose_shift", or_null(way.nose_shift)).set("residual", or_null(way.residual)));
  }
  Value out;
  out.set("passive_median", figures.passive_median ? Value(*figures.passive_median) : Value())
      .set("passive_worst", figures.passive_worst ? Value(*figures.passive_worst) : Value())
      .set("passive_frames", static_cast<std::int64_t>(figures.passive_frames))
      .set("turns", std::move(ways))
      .set("worst_front_fmr", figures.worst_front_fmr)
      .set("worst_turned_fmr", figures.worst_turned_fmr)
      .set("identical_neighbours", figures.identical_neighbours)
      .set("longest_loop", static_cast<std::int64_t>(figures.longest_loop));
  return out;
}

struct Answer {
  domain::CaptureEvidence evidence;
  Value value;
};

// As if a camera had sent the files, evenly spaced; each arrives when it was taken.
Result<Answer> answer(face::CaptureExaminer& examiner, const Options& options,
                      const std::filesystem::path& folder, const policy::CaptureChallenge* rule) {
  const auto files = TRY(frames_in(folder));
  const domain::Challenge challenge = TRY(make_challenge(options));
  const auto ends =
      options.whole_stream ? face::RunEnds::at_stream_end : face::RunEnds::at_first_failure;
  auto run = examiner.begin_run(challenge, ends);
  const face::CaptureRun& seen = *run;  // the stream owns it
  const FileDecoder decoder;
  registration::CaptureStream stream(challenge, std::move(run), decoder);
  std::uint32_t sequence = 0;
  for (const auto& file : files) {
    const Bytes jpeg = TRY(read_file(file, vision::kEncodedLimitBytes));
    const std::uint64_t at_ms = std::uint64_t{sequence} * 1000 / std::uint64_t(options.fps);
    const Timestamp arrived{challenge.issued_at.unix_ms + static_cast<std::int64_t>(at_ms)};
    const auto verdict = TRY(stream.add(message_of(++sequence, at_ms, jpeg), arrived));
    const bool ended =
        verdict.hint == domain::CaptureHint::done || verdict.hint == domain::CaptureHint::failed;
    if (ended && !options.whole_stream) break;
  }
  registration::CaptureClose close;
  if (rule != nullptr)
    close.device_signals = registration::device_signals(options.camera_label, {}, *rule);
  const auto figures = seen.figures();
  const double cpu_ms = seen.cpu_ms();
  const registration::CaptureOutcome outcome = stream.finish(close);
  Value value;
  value.set("frames", folder.string())
      .set("capture", capture_value(outcome.evidence))
      .set("figures", figures_value(figures))
      .set("probes", static_cast<std::int64_t>(outcome.probes.size()))
      .set("cpu_ms_a_frame", cpu_ms / std::max(1, outcome.evidence.frames));
  return Answer{outcome.evidence, std::move(value)};
}

void print_plain(const Answer& answer, const std::string& folder) {
  const domain::CaptureEvidence& seen = answer.evidence;
  std::printf("%s: %s%s%s\n", folder.c_str(),
              std::string(domain::challenge_outcome_text(seen.challenge)).c_str(),
              seen.reason.empty() ? "" : ", ", seen.reason.c_str());
}

// Of the rule only the words for cameras are used.
Result<policy::CaptureChallenge> rule_of(const Program& program, const std::string& id) {
  const policy::Pack pack = TRY(program.read_pack(id));
  const policy::Rule* const rule = pack.find(policy::Kind::capture_challenge);
  if (rule == nullptr) return fail(ErrorCode::not_found, "The pack has no capture_challenge rule.");
  return std::get<policy::CaptureChallenge>(rule->parameters);
}

int run_capture(const Program& program, const Options& options) {
  if (options.fps < 1 || options.fps > 120) {
    return report({ErrorCode::bad_input, "Give --fps from 1 to 120."});
  }
  const auto examiner = program.open_examiner();
  if (!examiner) return report(examiner.error());
  const auto rule = rule_of(program, options.policy);
  if (!rule) return report(rule.error());
  face::CaptureExaminer captures(**examiner);
  bool all_passed = true;
  for (const std::string& folder : parts_of(options.frames)) {
    const auto given = answer(captures, options, folder, &*rule);
    if (!given) return report(given.error());
    all_passed = all_passed && given->evidence.challenge == domain::ChallengeOutcome::passed;
    if (options.json) {
      print_json(given->value);
    } else {
      print_plain(*given, folder);
    }
    std::fflush(stdout);
  }
  return all_passed ? kExitOk : kExitReferred;
}

}  // namespace

Verb capture_verb(const Program& program) {
  auto options = std::make_shared<Options>();  // shared by the parser and the closure that runs
  Options& o = *options;
  return {
      .name = "capture",
      .help = "Hold recorded frames against a capture challenge; for evaluation, opens no line.",
      .texts = {{"--frames",
                 "folder of JPEG frames in the order of their names; several, with "
                 "commas, are answered one after the other",
                 &o.frames, Need::required},
                {"--challenge", "the steps, of left, right and closer (left,right)", &o.challenge},
                {"--camera-label", "what the camera calls itself", &o.camera_label},
                {"--policy", "the pack whose words tell a virtual camera (cn-2019-12)", &o.policy}},
      .numbers = {{"--fps", "frames a second at which they were taken (15)", &o.fps}},
      .flags = {{"--accessible", "ask for no movement", &o.accessible},
                {"--whole-stream", "let every layer see all frames, whatever another found",
                 &o.whole_stream},
                {"--json", "print one JSON object a stream", &o.json}},
      .run = [&program, options] { return run_capture(program, *options); }};
}

}  // namespace truename::cli
