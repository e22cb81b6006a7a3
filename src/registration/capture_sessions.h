// CaptureSessions: captures between their challenge and the sale that uses them, in memory alone
// (R36); it decides nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registration/capture.h"
#include "registration/challenge.h"

namespace truename::registration {

// What a page asks for before it opens the camera.
struct CaptureWish {
  std::string sale;  // names the sale, 1..128 printable characters; the same for each of its tries
  bool consent_face = false;
  domain::HeadMovement movement = domain::HeadMovement::asked;
  std::string camera_label;           // as the browser says
  std::vector<std::string> reported;  // signals that the page names itself: "webdriver"
};

struct OpenedCapture {
  std::string id;
  std::string token;  // docs/formats/capture.md
  domain::Challenge challenge;
  int attempt = 1;             // of its sale, from 1
  bool after_failure = false;  // a capture of this sale has failed before
};

// One capture; fed by its stream alone, read by the sale when it is over.
class CaptureSession {
 public:
  // One message of the stream. After `done` or `failed` the session is over and takes no more; it
  // is `failed` too when the steps were done and a layer spoke at the end, so that the person can
  // try again before the sale is decided. Which layer is not told (R40).
  Result<domain::FrameVerdict> add(ByteView message);
  // The stream ended, perhaps in the middle.
  void end();
  // What it came to, once it is over.
  std::optional<domain::CaptureEvidence> evidence();

 private:
  friend class CaptureSessions;
  std::mutex mutex_;  // stream and sale are different requests
  const Clock* clock_ = nullptr;
  domain::Challenge challenge_;
  std::vector<std::string> device_signals_;
  std::unique_ptr<CaptureStream> stream_;
  std::shared_ptr<const CaptureOutcome> outcome_;  // shared with the sale that reads it
  Timestamp forget_at_;
  std::uint64_t number_ = 0;  // in the order of their challenges
  int attempt_ = 1;
  std::atomic<bool> failed_ = false;  // read while its stream may hold the mutex

  void finish();
};

// Thread-safe. A session is forgotten when its sale was decided, when its time is over, or when
// kSessionLimit newer ones have come.
class CaptureSessions {
 public:
  // Five frames of 1280x960 are 18 MB; eight counters with two people each at once.
  static constexpr std::size_t kSessionLimit = 16;
  static constexpr int kKeptSeconds = 180;  // after the challenge's end, for the clerk to send it

  // All are borrowed.
  CaptureSessions(const policy::CaptureChallenge& rule, CaptureExaminer& examiner,
                  const ImageDecoder& decoder, const Clock& clock);

  // bad_input: no consent (R95) or no name of a sale; conflict: this sale has had its attempts
  // (R32); unavailable: too many captures at once.
  Result<OpenedCapture> open(const CaptureWish& wish);
  // Once for each capture, with the token given by open(). conflict names why: expired, answered
  // before, of another sale, or its signature changed (R28, R29).
  Result<std::shared_ptr<CaptureSession>> begin(std::string_view id, std::string_view token);
  // The finished capture of this sale; not_found when it is unknown, forgotten, not over yet, or of
  // another sale. It stays until forget().
  Result<std::shared_ptr<const CaptureOutcome>> outcome_of(std::string_view id,
                                                           std::string_view sale);
  void forget(std::string_view id);

 private:
  void forget_old();
  void make_room();
  bool has_failed(std::string_view sale) const;
  std::shared_ptr<CaptureSession> find(std::string_view id);

  const policy::CaptureChallenge& rule_;
  CaptureExaminer& examiner_;
  const ImageDecoder& decoder_;
  const Clock& clock_;
  ChallengeDesk desk_;
  std::mutex mutex_;
  // Shared with the stream that feeds it, which may outlive its place here.
  std::unordered_map<std::string, std::shared_ptr<CaptureSession>> sessions_;
  std::uint64_t opened_ = 0;
};

}  // namespace truename::registration
