#include "face/capture/capture_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "face/stage_times.h"

namespace truename::face {
namespace {

using domain::CaptureEvidence;
using domain::CaptureHint;
using domain::CaptureLayer;
using domain::ChallengeOutcome;
using domain::HeadMovement;
using domain::LayerStatus;

// As the picture is framed for the passive layer and the landmarks: nearer the face leaves the
// picture when it turns, further off the eyes are a few pixels.
constexpr float kInterEyeMinimumPx = 40;
constexpr float kInterEyeMaximumPart = 0.3F;  // of the shorter side: a face that fills 3 fifths
constexpr float kEdgePart = 0.02F;            // of the shorter side, left free around the landmarks

bool is_inside(const FrameLook& look, const SeenFace& face) {
  const auto width = static_cast<float>(look.width);
  const auto height = static_cast<float>(look.height);
  const float edge = kEdgePart * std::min(width, height);
  return std::all_of(face.landmarks.begin(), face.landmarks.end(), [&](const vision::Point& p) {
    return p.x >= edge && p.y >= edge && p.x <= width - edge && p.y <= height - edge;
  });
}

// What stands in the way before any step does; the framing itself fails nobody.
std::optional<CaptureHint> framing_hint(const FrameLook& look) {
  if (look.count == FaceCount::none) return CaptureHint::no_face;
  if (look.count == FaceCount::several) return CaptureHint::several_faces;
  const SeenFace& face = *look.face;
  const auto shorter = static_cast<float>(std::min(look.width, look.height));
  if (face.inter_eye_px < kInterEyeMinimumPx) return CaptureHint::come_closer;
  if (face.inter_eye_px > kInterEyeMaximumPart * shorter) return CaptureHint::move_back;
  if (!is_inside(look, face)) return CaptureHint::centre_face;
  return std::nullopt;
}

CaptureLayer turn_result(const TurnLayer& turn) {
  if (turn.phase() == TurnLayer::Phase::done) return {LayerStatus::passed, ""};
  if (turn.phase() == TurnLayer::Phase::failed) return {LayerStatus::failed, turn.reason()};
  return {LayerStatus::failed, turn.has_rest() ? "steps_not_done" : "no_usable_face"};
}

}  // namespace

CaptureRun::CaptureRun(const domain::Challenge& challenge, const Networks& networks,
                       const CalibrationTable& calibration, SeenFrames& seen, RunEnds ends)
    : challenge_(challenge),
      networks_(networks),
      seen_(seen),
      ends_(ends),
      turn_(challenge.steps),
      same_person_(networks.extractor, calibration),
      passive_(networks.pad_detector),
      injection_(seen),
      stream_(challenge.nonce) {}

bool CaptureRun::has_ended() const {
  if (ends_ == RunEnds::at_stream_end) return false;
  return turn_.phase() == TurnLayer::Phase::done || turn_.phase() == TurnLayer::Phase::failed ||
         !injection_.reason().empty();
}

Result<domain::FrameVerdict> CaptureRun::add(const domain::Image& picture,
                                             const domain::CaptureFrame& frame) {
  if (has_ended()) return verdict();
  const double start = thread_cpu_ms();
  ++frames_;
  stream_.add(frame);
  injection_.add(picture, frame);
  if (!has_ended()) TRY_STATUS(look(picture, frame));
  cpu_ms_ += thread_cpu_ms() - start;
  return verdict();
}

domain::FrameVerdict CaptureRun::refuse(std::string_view reason) {
  injection_.fail(std::string(reason));
  return verdict();
}

Status CaptureRun::look(const domain::Image& picture, const domain::CaptureFrame& frame) {
  last_look_ = TRY(look_at_frame(networks_, picture));
  if (last_look_.count == FaceCount::several && turn_.has_rest()) turn_.fail("several_faces");
  if (!last_look_.face) {
    turn_.miss(frame.client_ms);
    return {};
  }
  ++frames_with_face_;
  if (!turn_.has_rest() && framing_hint(last_look_)) return {};
  return examine_face(picture, *last_look_.face, frame.client_ms);
}

Status CaptureRun::examine_face(const domain::Image& picture, const SeenFace& face,
                                std::uint64_t time_ms) {
  const TurnLayer::Phase before = turn_.phase();
  turn_.add({.yaw_deg = face.pose.yaw_deg, .inter_eye_px = face.inter_eye_px, .time_ms = time_ms});
  same_person_.follow(face, time_ms);
  TRY_STATUS(passive_.add(picture, face));
  if (!turn_.has_rest()) return {};
  const double turned = turn_.turned_deg();
  solid_.add(face, turned);
  const bool at_rest = std::abs(turned) <= kRestDeg;
  if (at_rest) best_.add(picture, face, time_ms);
  // At each change of phase: at rest, at the end of each turn, back at rest, at the very end.
  if (turn_.phase() == before || !same_person_.may_compare()) return {};
  return same_person_.compare_frame(picture, face, at_rest ? Facing::front : Facing::turned);
}

domain::FrameVerdict CaptureRun::verdict() const {
  domain::FrameVerdict out{.hint = turn_.hint(),
                           .steps_done = static_cast<int>(turn_.steps_done()),
                           .steps = static_cast<int>(challenge_.steps.size())};
  if (!injection_.reason().empty()) out.hint = CaptureHint::failed;
  if (out.hint == CaptureHint::done || out.hint == CaptureHint::failed) return out;
  const auto framing = framing_hint(last_look_);
  const bool approaching = out.hint == CaptureHint::come_closer;
  if (framing && !(approaching && *framing == CaptureHint::move_back)) out.hint = *framing;
  return out;
}

CaptureEvidence CaptureRun::evidence() const {
  CaptureEvidence out{.passive = passive_.result(),
                      .turn = turn_result(turn_),
                      .solid_head = solid_.result(),
                      .same_person = same_person_.result(),
                      .injection = injection_.result(frames_),
                      .frames = frames_,
                      .frames_with_face = frames_with_face_,
                      .challenge_id = challenge_.id,
                      .stream_digest = stream_digest_,
                      .device_signals = device_signals_};
  const bool moved = challenge_.movement == HeadMovement::asked;
  out.challenge = moved ? ChallengeOutcome::passed : ChallengeOutcome::accessible;
  bool told = false;  // what failed is a better reason than what could not be assessed
  for (const CaptureLayer* layer :
       {&out.injection, &out.turn, &out.same_person, &out.solid_head, &out.passive}) {
    // Where turns are asked, "not assessed" passes only of the passive layer, which is a hint.
    const bool must = layer != &out.passive && (moved || layer != &out.solid_head);
    const bool holds = layer->status == LayerStatus::passed ||
                       (!must && layer->status == LayerStatus::not_assessed);
    if (holds) continue;
    out.challenge = ChallengeOutcome::failed;
    if (told) continue;
    told = layer->status == LayerStatus::failed;
    if (told || out.reason.empty()) out.reason = layer->reason;
  }
  return out;
}

registration::CaptureOutcome CaptureRun::finish(const registration::CaptureClose& close) {
  stream_digest_ = stream_.finish();
  if (close.stream_digest && *close.stream_digest != stream_digest_) {
    injection_.fail("stream_digest_differs");
  }
  device_signals_ = close.device_signals;
  seen_.remember(injection_.digests());
  registration::CaptureOutcome out{.evidence = evidence(), .probes = best_.take()};
  if (out.evidence.challenge == ChallengeOutcome::failed) out.probes.clear();
  return out;
}

CaptureFigures CaptureRun::figures() const {
  return {.passive_median = passive_.median(),
          .passive_worst = passive_.worst(),
          .passive_frames = passive_.looked(),
          .ways = solid_.figures(),
          .worst_front_fmr = same_person_.worst_front(),
          .worst_turned_fmr = same_person_.worst_turned(),
          .identical_neighbours = injection_.identical_neighbours(),
          .longest_loop = injection_.longest_loop()};
}

}  // namespace truename::face
