// Scripted ports for the tests of the use cases: they remember what was asked; no part of the
// program.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <tuple>
#include <vector>

#include "registration/ports.h"

namespace truename::registration {

class FakeDecoder final : public ImageDecoder {
 public:
  Result<domain::Image> decode(ByteView encoded) const override {
    if (encoded.front() == 'x') return fail(ErrorCode::bad_input, "This is no picture.");
    return domain::Image{1, 1, {1, 2, 3}};
  }
};

class FakeReader final : public DocumentReader {
 public:
  // One sale shows one document, or two where `second` is set.
  Result<domain::DocumentReading> read(const domain::Image&) override {
    return second && ++reads % 2 == 0 ? *second : reading;
  }
  domain::DocumentReading reading;
  std::optional<domain::DocumentReading> second;
  int reads = 0;
};

class FakeExaminer final : public FaceExaminer {
 public:
  Result<domain::FaceEvidence> examine(std::span<const domain::Image>,
                                       const domain::Image& portrait, PadBasis given) override {
    ++examined;
    compared_with = portrait.bgr;
    basis = given;
    return evidence;
  }
  Result<domain::FaceEvidence> assess(const domain::Image&) override { return evidence; }
  int examined = 0;
  PadBasis basis = PadBasis::still_picture;  // of the last call
  std::vector<std::uint8_t> compared_with;   // pixels of its portrait
  Result<domain::FaceEvidence> evidence = domain::FaceEvidence{};
};

// Ends with its first message, whatever it is.
class FakeRun final : public CaptureRun {
 public:
  explicit FakeRun(const CaptureOutcome& outcome) : outcome_(outcome) {}
  Result<domain::FrameVerdict> add(const domain::Image&, const domain::CaptureFrame&) override {
    return over();
  }
  domain::FrameVerdict refuse(std::string_view) override { return over(); }
  CaptureOutcome finish(const CaptureClose&) override { return outcome_; }

 private:
  static domain::FrameVerdict over() { return {.hint = domain::CaptureHint::done}; }
  const CaptureOutcome outcome_;
};

class FakeCaptureExaminer final : public CaptureExaminer {
 public:
  std::unique_ptr<CaptureRun> begin(const domain::Challenge&) override {
    return std::make_unique<FakeRun>(outcome);
  }
  CaptureOutcome outcome;
};

class FakeAuthority final : public Authority {
 public:
  domain::AuthorityAnswer check(const domain::HolderRecord&) override {
    ++asked;
    return domain::AuthorityAnswer::not_asked;
  }
  int asked = 0;
};

// The lives that were put into it; a commit moves them along without a look.
class FakeLives final : public Lives {
 public:
  Result<std::optional<domain::Life>> find(const domain::Msisdn& msisdn) override {
    const auto found = lives.find(msisdn.get());
    if (found == lives.end()) return std::optional<domain::Life>();
    return std::optional(found->second);
  }
  Result<std::vector<domain::Life>> held_by(const domain::HolderId& holder) override {
    std::vector<domain::Life> out;
    for (const auto& [number, life] : lives) {
      if (life.holder == holder) out.push_back(life);
    }
    return out;
  }
  Result<std::optional<LifeChange>> find_change(const std::string& event_key) override {
    const auto found = std::find_if(changes.begin(), changes.end(), [&](const LifeChange& change) {
      return change.event.key == event_key;
    });
    if (found == changes.end()) return std::optional<LifeChange>();
    return std::optional(*found);
  }
  Status commit(std::span<const LifeChange> all) override {
    for (const LifeChange& change : all) {
      changes.push_back(change);
      lives[change.after.line.msisdn.get()] = change.after;
    }
    return {};
  }
  using Lives::due;
  Result<std::vector<DueClock>> due(Timestamp until, std::size_t limit,
                                    const std::optional<DueClock>& after) override {
    const auto place = [](const DueClock& one) {
      return std::tuple(one.due, one.msisdn.get(), one.clock);
    };
    std::vector<DueClock> out;
    for (const auto& [number, life] : lives) {
      for (const domain::RunningClock& clock : life.clocks) {
        const DueClock one{life.line.msisdn, clock.id, clock.due};
        if (one.due <= until && (!after || place(one) > place(*after))) out.push_back(one);
      }
    }
    std::sort(out.begin(), out.end(), [&](const DueClock& left, const DueClock& right) {
      return place(left) < place(right);
    });
    out.resize(std::min(limit, out.size()));
    return out;
  }
  Status replay(const std::function<Status(const LifeChange&)>& each) override {
    for (const LifeChange& change : changes) TRY_STATUS(each(change));
    return {};
  }
  Status each_life(const std::function<Status(const domain::Life&)>& each) override {
    for (const auto& [number, life] : lives) TRY_STATUS(each(life));
    return {};
  }

  std::map<std::string, domain::Life> lives;
  std::vector<LifeChange> changes;
};

// `commit_failures` are given in order before a commit succeeds; `histories` likewise, the last
// one again and again.
class FakeStore final : public Store {
 public:
  Result<std::optional<domain::CommittedCase>> find_by_key(
      const domain::IdempotencyKey& key) override {
    const auto found = by_key.find(key.get());
    if (found == by_key.end()) return std::optional<domain::CommittedCase>();
    return std::optional(found->second);
  }
  Result<std::optional<domain::CommittedCase>> find_case(const domain::CaseId& id) override {
    for (const auto& [key, committed] : by_key) {
      if (committed.record.id == id) return std::optional(committed);
    }
    return std::optional<domain::CommittedCase>();
  }
  Result<StoredHistory> history_of(const domain::CaseRecord& record,
                                   const DayMarks& marks) override {
    identities.push_back(identity_of(record) != nullptr);
    asked_with = marks;
    StoredHistory now = past;
    now.counted = histories.front();
    if (histories.size() > 1) histories.pop_front();
    return now;
  }
  using Store::commit;
  Result<domain::CommittedCase> commit(const domain::CaseRecord& record,
                                       std::span<const LifeChange> changes,
                                       const DayMarks& marks) override {
    offered.push_back(record);
    offered_with = marks;
    if (!commit_failures.empty()) {
      const ErrorCode code = commit_failures.front();
      commit_failures.pop_front();
      return fail(code, "The store says no.");
    }
    TRY_STATUS(kept.commit(changes));
    const domain::CommittedCase committed{record, by_key.size(), "a receipt"};
    by_key.emplace(record.idempotency_key.get(), committed);
    return committed;
  }

  domain::HolderId holder_id(const domain::HolderRecord& holder) const override {
    const auto type = holder.counted_as.value_or(holder.document_type);
    const Digest digest = sha256(
        as_bytes(std::string(domain::document_type_text(type)) + ":" + holder.number.reveal()));
    std::array<std::uint8_t, 16> id{};
    std::copy_n(digest.begin(), id.size(), id.begin());
    return domain::HolderId(id);
  }
  Lives& lives() override { return kept; }

  std::map<std::string, domain::CommittedCase> by_key;
  FakeLives kept;
  std::deque<domain::HistoryEvidence> histories{{}};
  StoredHistory past;     // but for `counted`
  DayMarks asked_with;    // the last history
  DayMarks offered_with;  // the last commit
  std::deque<ErrorCode> commit_failures;
  std::vector<bool> identities;             // of each history asked for: was there an identity
  std::vector<domain::CaseRecord> offered;  // to commit, also those that failed
};

class FakeLog final : public AuditLog {
 public:
  Result<audit::SignedCheckpoint> latest_checkpoint() override { return no_log(); }
  Result<std::vector<Digest>> inclusion(std::uint64_t, std::uint64_t) override { return no_log(); }
  Result<std::vector<Digest>> consistency(std::uint64_t, std::uint64_t) override {
    return no_log();
  }

 private:
  static tl::unexpected<Error> no_log() { return fail(ErrorCode::internal, "No log here."); }
};

class FakeClock final : public Clock {
 public:
  Timestamp now() const override { return at; }
  Timestamp at{1'790'000'000'000};  // 2026-09-21
};

// All of them, joined.
struct FakePorts {
  FakeDecoder decoder;
  FakeReader reader;
  FakeExaminer examiner;
  FakeAuthority authority;
  FakeStore store;
  FakeLog log;
  FakeClock clock;
  Ports ports{decoder, reader, examiner, authority, store, log, clock};
};

}  // namespace truename::registration
