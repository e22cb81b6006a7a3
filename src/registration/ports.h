// The ports of registration: what the use cases need from the outside, and nothing of how.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/capture.h"
#include "domain/evidence.h"
#include "domain/registration.h"
#include "registration/lives.h"
#include "registration/stored_history.h"

namespace truename::registration {

class ImageDecoder {
 public:
  virtual ~ImageDecoder() = default;
  // JPEG or PNG to upright pixels. bad_input: no picture or a broken one; too_large: over limits.
  virtual Result<domain::Image> decode(ByteView encoded) const = 0;
};

class DocumentReader {
 public:
  virtual ~DocumentReader() = default;
  // One picture of one document. An unknown layout is a reading of type `unrecognised`, no error.
  virtual Result<domain::DocumentReading> read(const domain::Image& picture) = 0;
};

// Frontal frames of one capture; each further one costs as much as the first and gains less.
constexpr std::size_t kProbeLimit = 5;

// What the finding on presentation attacks rests on. The passive network is asked more of one still
// picture than of the many frames of a capture, whose other layers have looked as well.
enum class PadBasis { still_picture, passed_capture };

class FaceExaminer {
 public:
  virtual ~FaceExaminer() = default;
  // Compares ONE person with ONE claimed portrait (R19). `probes` are pictures of that person taken
  // in one capture, best first: 1 to kProbeLimit, else bad_input. Poor quality, and pictures of
  // several persons, are evidence, no error.
  virtual Result<domain::FaceEvidence> examine(std::span<const domain::Image> probes,
                                               const domain::Image& portrait, PadBasis basis) = 0;
  Result<domain::FaceEvidence> examine(const domain::Image& probe, const domain::Image& portrait) {
    return examine(std::span(&probe, 1), portrait, PadBasis::still_picture);
  }
  // Quality of a probe alone, for the hint at the counter: findings and quality only.
  virtual Result<domain::FaceEvidence> assess(const domain::Image& probe) = 0;
};

// How the camera's side closes a stream.
struct CaptureClose {
  std::optional<Digest> stream_digest;  // as the sender computed it
  std::vector<std::string> device_signals;
};

struct CaptureOutcome {
  domain::CaptureEvidence evidence;
  // The best frontal frames, at most 5, best first, to be compared with ONE portrait. Empty when
  // the challenge failed: nothing is learnt of a match then (R26).
  std::vector<domain::Image> probes;
};

// One challenge being answered. Used by one thread at a time; gone with its frames (R36).
class CaptureRun {
 public:
  virtual ~CaptureRun() = default;
  // A decoded frame. After `done` or `failed` further frames change nothing.
  virtual Result<domain::FrameVerdict> add(const domain::Image& picture,
                                           const domain::CaptureFrame& frame) = 0;
  // A frame that never became a picture ends the run with this reason.
  virtual domain::FrameVerdict refuse(std::string_view reason) = 0;
  virtual CaptureOutcome finish(const CaptureClose& close) = 0;
};

class CaptureExaminer {
 public:
  virtual ~CaptureExaminer() = default;
  // `challenge` was redeemed (challenge.h). The examiner outlives its runs.
  virtual std::unique_ptr<CaptureRun> begin(const domain::Challenge& challenge) = 0;
};

class Authority {
 public:
  virtual ~Authority() = default;
  virtual domain::AuthorityAnswer check(const domain::HolderRecord& holder) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // The case that used this key before, if any.
  virtual Result<std::optional<domain::CommittedCase>> find_by_key(
      const domain::IdempotencyKey& key) = 0;
  virtual Result<std::optional<domain::CommittedCase>> find_case(const domain::CaseId& id) = 0;
  // Of the case that `record` is about to become: its holder, line, class, origin and day.
  virtual Result<StoredHistory> history_of(const domain::CaseRecord& record,
                                           const DayMarks& marks) = 0;
  // One transaction (R44): the case, its leaf, what it does to lives, as of Lives::commit, and what
  // is counted of it. conflict: the key was used, or a life, a card, the last place under the cap
  // or below a limit of `marks` was taken since it was read; ask again. unavailable: disk full,
  // database locked by another process, or the write queue is full.
  virtual Result<domain::CommittedCase> commit(const domain::CaseRecord& record,
                                               std::span<const LifeChange> changes,
                                               const DayMarks& marks) = 0;
  Result<domain::CommittedCase> commit(const domain::CaseRecord& record) {
    return commit(record, {}, {});
  }
  // What lives call this holder.
  virtual domain::HolderId holder_id(const domain::HolderRecord& holder) const = 0;
  // The lives kept in the same transactions.
  virtual Lives& lives() = 0;
};

class AuditLog {
 public:
  virtual ~AuditLog() = default;
  virtual Result<audit::SignedCheckpoint> latest_checkpoint() = 0;
  // Hashes from leaf to root of the tree of `size` leaves (RFC 6962 §2.1.1).
  virtual Result<std::vector<Digest>> inclusion(std::uint64_t index, std::uint64_t size) = 0;
  // RFC 6962 §2.1.2.
  virtual Result<std::vector<Digest>> consistency(std::uint64_t from, std::uint64_t to) = 0;
};

// Borrowed by the use cases; app/wire owns what stands behind.
struct Ports {
  const ImageDecoder& decoder;
  DocumentReader& reader;
  FaceExaminer& examiner;
  Authority& authority;
  Store& store;
  AuditLog& log;
  const Clock& clock;
};

}  // namespace truename::registration
