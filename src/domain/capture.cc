#include "domain/capture.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/check.h"
#include "base/fields.h"
#include "domain/read_time.h"

namespace truename::domain {

std::string_view step_text(ChallengeStep step) {
  switch (step) {
    case ChallengeStep::turn_left:
      return "turn_left";
    case ChallengeStep::turn_right:
      return "turn_right";
    case ChallengeStep::move_closer:
      return "move_closer";
    case ChallengeStep::hold_still:
      return "hold_still";
  }
  CHECK(false);
}

std::string_view hint_text(CaptureHint hint) {
  switch (hint) {
    case CaptureHint::no_face:
      return "no_face";
    case CaptureHint::several_faces:
      return "several_faces";
    case CaptureHint::come_closer:
      return "come_closer";
    case CaptureHint::move_back:
      return "move_back";
    case CaptureHint::centre_face:
      return "centre_face";
    case CaptureHint::look_straight:
      return "look_straight";
    case CaptureHint::turn_left:
      return "turn_left";
    case CaptureHint::turn_right:
      return "turn_right";
    case CaptureHint::hold_still:
      return "hold_still";
    case CaptureHint::done:
      return "done";
    case CaptureHint::failed:
      return "failed";
  }
  CHECK(false);
}

std::string_view layer_status_text(LayerStatus status) {
  switch (status) {
    case LayerStatus::not_run:
      return "not_run";
    case LayerStatus::passed:
      return "passed";
    case LayerStatus::failed:
      return "failed";
    case LayerStatus::not_assessed:
      return "not_assessed";
  }
  CHECK(false);
}

std::string_view challenge_outcome_text(ChallengeOutcome outcome) {
  switch (outcome) {
    case ChallengeOutcome::not_run:
      return "not_run";
    case ChallengeOutcome::passed:
      return "passed";
    case ChallengeOutcome::failed:
      return "failed";
    case ChallengeOutcome::accessible:
      return "accessible";
  }
  CHECK(false);
}

namespace {

constexpr std::size_t kStepLimit = 8;       // longer than anybody is asked to turn about
constexpr std::size_t kBindingLimit = 128;  // as an idempotency key
constexpr std::size_t kSignalLimit = 16;
constexpr std::size_t kNameLimit = 40;  // of a reason or a signal
constexpr std::size_t kIdDigits = 32;

constexpr ChallengeStep kSteps[] = {ChallengeStep::turn_left, ChallengeStep::turn_right,
                                    ChallengeStep::move_closer, ChallengeStep::hold_still};
constexpr LayerStatus kStatuses[] = {LayerStatus::not_run, LayerStatus::passed, LayerStatus::failed,
                                     LayerStatus::not_assessed};
constexpr ChallengeOutcome kOutcomes[] = {ChallengeOutcome::not_run, ChallengeOutcome::passed,
                                          ChallengeOutcome::failed, ChallengeOutcome::accessible};

template <class Enum, std::size_t kCount>
Enum one_of(Fields& in, const std::string& text, const Enum (&all)[kCount],
            std::string_view (*name)(Enum)) {
  for (const Enum one : all) {
    if (name(one) == text) return one;
  }
  in.complain("has the unknown value \"" + text + "\"");
  return all[0];
}

bool is_id(const std::string& text) {
  return text.size() == kIdDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// "wrong_turn": what programs compare.
std::string read_name(Fields& in, std::string text) {
  const bool fits = text.size() <= kNameLimit && std::all_of(text.begin(), text.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                    });
  if (!fits) in.complain("has a name that is not of a-z, 0-9 and _, or is over 40 characters");
  return text;
}

Digest read_digest(Fields& in, std::string_view key) {
  const auto digest = truename::parse_digest(in.text(key));
  if (!digest) in.complain("needs \"" + std::string(key) + "\" as sha256: and 64 hex digits");
  return digest.value_or(Digest{});
}

int read_count(Fields& in, std::string_view key) {
  const std::int64_t count = in.integer(key);
  if (count < 0 || count > 1'000'000)
    in.complain("has a \"" + std::string(key) + "\" out of range");
  return static_cast<int>(std::clamp<std::int64_t>(count, 0, 1'000'000));
}

Value layer_value(const CaptureLayer& layer) {
  return Value().set("status", layer_status_text(layer.status)).set("reason", layer.reason);
}

Result<CaptureLayer> parse_layer(const Value& value, const std::string& where) {
  Fields in(value, where);
  CaptureLayer out;
  out.status = one_of(in, in.text("status"), kStatuses, layer_status_text);
  out.reason = read_name(in, in.text("reason"));
  TRY_STATUS(in.finish());
  return out;
}

void put_big_endian(std::uint64_t number, std::size_t bytes, std::vector<std::uint8_t>& out) {
  for (std::size_t i = bytes; i > 0; --i) {
    out.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
  }
}

}  // namespace

void StreamDigest::add(const CaptureFrame& frame) {
  std::vector<std::uint8_t> head;
  put_big_endian(frame.sequence, 4, head);
  put_big_endian(frame.client_ms, 8, head);
  digest_.add(head).add(frame.digest);
}

Value challenge_value(const Challenge& challenge) {
  Array steps;
  for (const ChallengeStep step : challenge.steps) steps.emplace_back(step_text(step));
  Value out;
  out.set("id", challenge.id)
      .set("binding", challenge.binding)
      .set("nonce", digest_text(challenge.nonce))
      .set("accessible", challenge.movement == HeadMovement::not_asked)
      .set("steps", std::move(steps))
      .set("issued_at", timestamp_text(challenge.issued_at))
      .set("expires_at", timestamp_text(challenge.expires_at));
  return out;
}

Result<Challenge> parse_challenge(const Value& value) {
  Fields in(value, "challenge");
  Challenge out;
  out.id = in.text("id");
  if (!is_id(out.id)) in.complain("needs \"id\" as 32 hex digits");
  out.binding = in.text("binding");
  const bool printable = std::all_of(out.binding.begin(), out.binding.end(),
                                     [](char c) { return c >= ' ' && c <= '~'; });
  if (out.binding.empty() || out.binding.size() > kBindingLimit || !printable) {
    in.complain("needs \"binding\" of 1 to 128 printable characters");
  }
  out.nonce = read_digest(in, "nonce");
  out.movement = in.flag("accessible") ? HeadMovement::not_asked : HeadMovement::asked;
  const std::vector<std::string> steps = in.texts("steps");
  if (steps.empty() || steps.size() > kStepLimit) in.complain("needs 1 to 8 steps");
  for (const std::string& step : steps) out.steps.push_back(one_of(in, step, kSteps, step_text));
  out.issued_at = read_time(in, "issued_at");
  out.expires_at = read_time(in, "expires_at");
  TRY_STATUS(in.finish());
  return out;
}

Value capture_value(const CaptureEvidence& capture) {
  Array signals(capture.device_signals.begin(), capture.device_signals.end());
  Value out;
  out.set("challenge", challenge_outcome_text(capture.challenge))
      .set("reason", capture.reason)
      .set("passive", layer_value(capture.passive))
      .set("turn", layer_value(capture.turn))
      .set("solid_head", layer_value(capture.solid_head))
      .set("same_person", layer_value(capture.same_person))
      .set("injection", layer_value(capture.injection))
      .set("frames", capture.frames)
      .set("frames_with_face", capture.frames_with_face);
  // Left out when unknown, so that evidence from before tries were kept keeps its digest.
  if (capture.attempt > 0) out.set("attempt", capture.attempt);
  out.set("challenge_id", capture.challenge_id)
      .set("stream_digest", digest_text(capture.stream_digest))
      .set("device_signals", std::move(signals));
  return out;
}

Result<CaptureEvidence> parse_capture(const Value& value) {
  Fields in(value, "evidence.capture");
  CaptureEvidence out;
  out.challenge = one_of(in, in.text("challenge"), kOutcomes, challenge_outcome_text);
  out.reason = read_name(in, in.text("reason"));
  const std::pair<const char*, CaptureLayer*> layers[] = {{"passive", &out.passive},
                                                          {"turn", &out.turn},
                                                          {"solid_head", &out.solid_head},
                                                          {"same_person", &out.same_person},
                                                          {"injection", &out.injection}};
  for (const auto& [key, layer] : layers) {
    *layer = TRY(parse_layer(in.object(key), "evidence.capture." + std::string(key)));
  }
  out.frames = read_count(in, "frames");
  out.frames_with_face = read_count(in, "frames_with_face");
  if (in.has("attempt")) {
    out.attempt = read_count(in, "attempt");
    if (out.attempt == 0) in.complain("counts its \"attempt\" from 1");
  }
  out.challenge_id = in.text("challenge_id");
  if (!out.challenge_id.empty() && !is_id(out.challenge_id)) {
    in.complain("needs \"challenge_id\" as 32 hex digits, or empty");
  }
  out.stream_digest = read_digest(in, "stream_digest");
  const std::vector<std::string> signals = in.texts("device_signals");
  if (signals.size() > kSignalLimit) in.complain("has over 16 device signals");
  for (const std::string& one : signals) out.device_signals.push_back(read_name(in, one));
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::domain
