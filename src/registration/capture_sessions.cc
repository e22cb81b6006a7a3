#include "registration/capture_sessions.h"

#include <algorithm>
#include <utility>

#include "base/json.h"

namespace truename::registration {
namespace {

constexpr std::size_t kLabelLimit = 256;  // characters of a camera's name

bool is_over(domain::CaptureHint hint) {
  return hint == domain::CaptureHint::done || hint == domain::CaptureHint::failed;
}

// The desk signs what it issues, so its own token parses.
Result<domain::Challenge> challenge_in(const std::string& token) {
  const Value value = TRY(parse_json(token));
  const Value* const challenge = value.find("challenge");
  if (challenge == nullptr) return fail(ErrorCode::internal, "A token without its challenge.");
  return domain::parse_challenge(*challenge);
}

tl::unexpected<Error> unknown_capture() {
  return fail(ErrorCode::not_found,
              "There is no such capture of this sale, or it is over; take the face again.");
}

}  // namespace

Result<domain::FrameVerdict> CaptureSession::add(ByteView message) {
  const std::scoped_lock lock(mutex_);
  if (!stream_) return unknown_capture();
  auto verdict = stream_->add(message, clock_->now());
  if (verdict && !is_over(verdict->hint)) return verdict;
  finish();
  const bool failed = outcome_->evidence.challenge == domain::ChallengeOutcome::failed;
  if (verdict && failed) verdict->hint = domain::CaptureHint::failed;
  return verdict;
}

void CaptureSession::end() {
  const std::scoped_lock lock(mutex_);
  if (stream_) finish();
}

std::optional<domain::CaptureEvidence> CaptureSession::evidence() {
  const std::scoped_lock lock(mutex_);
  return outcome_ ? std::optional(outcome_->evidence) : std::nullopt;
}

void CaptureSession::finish() {
  CaptureOutcome outcome =
      stream_->finish({.stream_digest = std::nullopt, .device_signals = device_signals_});
  outcome.evidence.attempt = attempt_;
  failed_ = outcome.evidence.challenge == domain::ChallengeOutcome::failed;
  outcome_ = std::make_shared<const CaptureOutcome>(std::move(outcome));
  stream_.reset();  // and with it every frame that is not compared
}

CaptureSessions::CaptureSessions(const policy::CaptureChallenge& rule, CaptureExaminer& examiner,
                                 const ImageDecoder& decoder, const Clock& clock)
    : rule_(rule),
      examiner_(examiner),
      decoder_(decoder),
      clock_(clock),
      desk_({.steps = rule.steps.value,
             .lifetime_s = rule.lifetime_s.value,
             .max_attempts = rule.max_attempts.value},
            clock) {}

Result<OpenedCapture> CaptureSessions::open(const CaptureWish& wish) {
  if (!wish.consent_face) {
    return fail(ErrorCode::bad_input,
                "The subscriber's consent to the face check is missing; ask for it first.");
  }
  if (wish.camera_label.size() > kLabelLimit) {
    return fail(ErrorCode::bad_input, "The camera's label is over 256 bytes; leave it out.");
  }
  const std::scoped_lock lock(mutex_);  // also so that two openings of one sale are two attempts
  forget_old();
  OpenedCapture opened;
  opened.token = TRY(desk_.issue(wish.sale, wish.movement));
  opened.attempt = desk_.attempts_of(wish.sale);
  opened.after_failure = has_failed(wish.sale);
  opened.challenge = TRY(challenge_in(opened.token));
  opened.id = opened.challenge.id;
  auto session = std::make_shared<CaptureSession>();
  session->clock_ = &clock_;
  session->challenge_ = opened.challenge;
  session->device_signals_ = device_signals(wish.camera_label, wish.reported, rule_);
  session->attempt_ = opened.attempt;
  session->forget_at_ = {opened.challenge.expires_at.unix_ms + kKeptSeconds * 1000};
  make_room();
  session->number_ = ++opened_;
  sessions_.emplace(opened.id, std::move(session));
  return opened;
}

Result<std::shared_ptr<CaptureSession>> CaptureSessions::begin(std::string_view id,
                                                               std::string_view token) {
  const auto session = find(id);
  if (!session) return unknown_capture();
  const std::scoped_lock lock(session->mutex_);
  const Redemption redemption = desk_.redeem(token, session->challenge_.binding);
  if (redemption.result != Redeemed::accepted || redemption.challenge->id != id) {
    const Redeemed why =
        redemption.result == Redeemed::accepted ? Redeemed::other_case : redemption.result;
    return fail(ErrorCode::conflict, "This challenge cannot be answered (" +
                                         std::string(redeemed_text(why)) + "); ask for another.");
  }
  session->stream_ = std::make_unique<CaptureStream>(
      session->challenge_, examiner_.begin(session->challenge_), decoder_);
  return session;
}

Result<std::shared_ptr<const CaptureOutcome>> CaptureSessions::outcome_of(std::string_view id,
                                                                          std::string_view sale) {
  const auto session = find(id);
  if (!session) return unknown_capture();
  const std::scoped_lock lock(session->mutex_);
  if (!session->outcome_ || session->challenge_.binding != sale) return unknown_capture();
  return session->outcome_;
}

void CaptureSessions::forget(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  sessions_.erase(std::string(id));
}

std::shared_ptr<CaptureSession> CaptureSessions::find(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  forget_old();
  const auto found = sessions_.find(std::string(id));
  return found == sessions_.end() ? nullptr : found->second;
}

bool CaptureSessions::has_failed(std::string_view sale) const {
  return std::any_of(sessions_.begin(), sessions_.end(), [&](const auto& one) {
    return one.second->challenge_.binding == sale && one.second->failed_;
  });
}

void CaptureSessions::forget_old() {
  const Timestamp now = clock_.now();
  std::erase_if(sessions_, [&](const auto& one) { return one.second->forget_at_ <= now; });
}

void CaptureSessions::make_room() {
  while (sessions_.size() >= kSessionLimit) {
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), [](auto& a, auto& b) {
      return a.second->number_ < b.second->number_;
    }));
  }
}

}  // namespace truename::registration
