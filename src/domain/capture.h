// A capture challenge and what came of it: values only; how they are reached is face/capture.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "base/value.h"

namespace truename::domain {

// Left and right are the subject's own: on turn_left the face points to the right edge of the
// unmirrored picture.
enum class ChallengeStep { turn_left, turn_right, move_closer, hold_still };
std::string_view step_text(ChallengeStep step);

// not_asked: for who cannot turn the head (R104); then the only step is hold_still.
enum class HeadMovement { asked, not_asked };

// What one person is asked to do, once, in one sale (R28).
struct Challenge {
  std::string id;       // 32 hex digits of randomness
  std::string binding;  // names the sale that it was issued for; 1..128 printable characters
  Digest nonce{};       // random; the stream digest starts with it
  HeadMovement movement = HeadMovement::asked;
  std::vector<ChallengeStep> steps;  // 1..8
  Timestamp issued_at;
  Timestamp expires_at;
  friend bool operator==(const Challenge&, const Challenge&) = default;
};
Value challenge_value(const Challenge& challenge);      // docs/formats/capture.md
Result<Challenge> parse_challenge(const Value& value);  // refuses unknown keys

// What is known of a frame beside its pixels.
struct CaptureFrame {
  std::uint32_t sequence = 0;   // 1, 2, 3 ...
  std::uint64_t client_ms = 0;  // of the camera's side; only differences mean something
  Timestamp arrived;
  Digest digest{};  // SHA-256 of the encoded picture
};

// The stream digest: nonce, then of each frame its sequence, time and digest (R29).
class StreamDigest {
 public:
  explicit StreamDigest(const Digest& nonce) { digest_.add(nonce); }
  void add(const CaptureFrame& frame);
  Digest finish() { return digest_.finish(); }

 private:
  Sha256 digest_;
};

// What to tell the person at this moment, one thing at a time; nothing of what a layer found (R40).
enum class CaptureHint {
  no_face,
  several_faces,
  come_closer,
  move_back,
  centre_face,
  look_straight,
  turn_left,
  turn_right,
  hold_still,
  done,    // every step was done: finish
  failed,  // the challenge cannot pass any more: finish, and begin another
};
std::string_view hint_text(CaptureHint hint);

struct FrameVerdict {
  CaptureHint hint = CaptureHint::no_face;
  int steps_done = 0;
  int steps = 0;
};

enum class LayerStatus {
  not_run,
  passed,
  failed,
  not_assessed,  // ran, and found nothing within the range that it may be asked in
};
std::string_view layer_status_text(LayerStatus status);

// One layer of attack detection; `reason` is empty unless failed or not_assessed.
struct CaptureLayer {
  LayerStatus status = LayerStatus::not_run;
  std::string reason;
  friend bool operator==(const CaptureLayer&, const CaptureLayer&) = default;
};

enum class ChallengeOutcome {
  not_run,
  passed,      // every step was done and no layer failed
  failed,      // see reason
  accessible,  // no movement was asked and no layer failed: less is known than after passed
};
std::string_view challenge_outcome_text(ChallengeOutcome outcome);

struct CaptureEvidence {
  ChallengeOutcome challenge = ChallengeOutcome::not_run;
  std::string reason;  // of the failure: "wrong_turn", "flat", "frame_repeated" ...
  CaptureLayer passive;
  CaptureLayer turn;
  CaptureLayer solid_head;
  CaptureLayer same_person;
  CaptureLayer injection;
  int frames = 0;
  int frames_with_face = 0;
  int attempt = 0;  // which try of its sale, from 1; 0 in evidence from before tries were kept
  std::string challenge_id;
  Digest stream_digest{};
  std::vector<std::string> device_signals;  // names that the pack weighs: "virtual_camera"
  friend bool operator==(const CaptureEvidence&, const CaptureEvidence&) = default;
};
Value capture_value(const CaptureEvidence& capture);        // canonical tree
Result<CaptureEvidence> parse_capture(const Value& value);  // refuses unknown keys

}  // namespace truename::domain
