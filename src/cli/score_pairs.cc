#include "cli/score_pairs.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/files.h"
#include "cli/progress.h"
#include "face/compare.h"
#include "face/main_face.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

using evaluation::Comparison;
using evaluation::Taken;

// Pairs that a thread takes at once: half a second of work is lost by a kill, and a million quick
// pairs do not queue at one lock.
constexpr std::size_t kChunk = 16;
constexpr auto kWatchInterval = std::chrono::milliseconds(100);

volatile std::sig_atomic_t interrupted = 0;  // a signal handler can reach nothing but a global
extern "C" void note_interrupt(int) { interrupted = 1; }

// Asks for a stop in order while it lives; the handlers of before are put back.
class InterruptWatch {
 public:
  InterruptWatch()
      : interrupt_(std::signal(SIGINT, note_interrupt)),
        terminate_(std::signal(SIGTERM, note_interrupt)) {}
  ~InterruptWatch() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGTERM, terminate_);
  }

 private:
  void (*interrupt_)(int);
  void (*terminate_)(int);
};

struct Picture {
  std::once_flag looked;
  Taken taken = Taken::ok;
  std::optional<face::Template> features;
  std::atomic<std::uint32_t> pairs_left = 0;
};

class Scoring {
 public:
  Scoring(const face::Networks& networks, const TestSet& set, ScoreLog::Opened& scores)
      : networks_(networks), set_(set), scores_(scores), pictures_(set.list.pictures.size()) {
    for (std::size_t i = 0; i < set.list.pairs.size(); ++i) {
      if (scores.scores.finished[i] != 0) continue;
      waiting_.push_back(static_cast<std::uint32_t>(i));
      ++pictures_[set.list.pairs[i].first].pairs_left;
      ++pictures_[set.list.pairs[i].second].pairs_left;
    }
  }

  Status run(unsigned threads) {
    const InterruptWatch watch;
    std::vector<std::jthread> workers;
    running_ = threads;
    for (unsigned i = 0; i < threads; ++i) {
      workers.emplace_back([this] {
        work();
        --running_;
      });
    }
    const std::size_t before = scores_.scores.count;
    Progress progress("pairs", before, set_.list.pairs.size());
    while (running_ > 0) {
      progress.show(before + done_);
      std::this_thread::sleep_for(kWatchInterval);
    }
    workers.clear();
    progress.end(before + done_);
    TRY_STATUS(scores_.log.sync());
    if (failure_) return fail(*failure_);
    if (done_ == waiting_.size()) return {};
    return fail(ErrorCode::unavailable, "Stopped after " + std::to_string(before + done_) + " of " +
                                            std::to_string(set_.list.pairs.size()) +
                                            " pairs; the same command goes on from there.");
  }

 private:
  void work() {
    while (interrupted == 0 && !failed_) {
      const std::size_t from = next_.fetch_add(kChunk);
      if (from >= waiting_.size()) return;
      const std::size_t to = std::min(from + kChunk, waiting_.size());
      std::string rows;
      for (std::size_t i = from; i < to; ++i) {
        const auto outcome = score(set_.list.pairs[waiting_[i]]);
        if (!outcome) return note_failure(outcome.error());
        scores_.scores.outcomes[waiting_[i]] = *outcome;
        rows += evaluation::score_row(set_.list.pairs[waiting_[i]], *outcome);
      }
      const std::lock_guard lock(mutex_);
      const Status written = scores_.log.append(rows);
      if (!written) return set_failure(written.error());
      done_ += to - from;
    }
  }

  Result<Comparison> score(const evaluation::Pair& pair) {
    Picture& first = pictures_[pair.first];
    Picture& second = pictures_[pair.second];
    TRY_STATUS(look(pair.first));
    TRY_STATUS(look(pair.second));
    Comparison outcome{0, first.taken, second.taken};
    if (outcome.compared()) {
      const double exact = face::compare(*first.features, *second.features).get();
      // On the grid of six digits that the log keeps, so that a resumed run gives the same report.
      outcome.score = std::clamp(std::round(exact * 1e6) / 1e6, -1.0, 1.0);
    }
    for (Picture* const picture : {&first, &second}) {
      if (--picture->pairs_left == 0) picture->features.reset();
    }
    return outcome;
  }

  Status look(std::uint32_t number) {
    Status status;
    Picture& picture = pictures_[number];
    std::call_once(picture.looked, [&] { status = take(set_.list.pictures[number], picture); });
    return status;
  }

  Status take(const std::string& path, Picture& picture) {
    const auto bytes = read_file(set_.images / path, vision::kEncodedLimitBytes);
    if (!bytes && bytes.error().code != ErrorCode::too_large) return fail(bytes.error());
    const auto image = bytes ? vision::decode_image(*bytes) : fail(bytes.error());
    if (!image) {
      picture.taken = Taken::undecodable;
      return {};
    }
    auto found = TRY(face::main_template(networks_, *image));
    if (found) {
      picture.features = std::move(found);
    } else {
      picture.taken = Taken::no_face;
    }
    return {};
  }

  void note_failure(const Error& error) {
    const std::lock_guard lock(mutex_);
    set_failure(error);
  }
  void set_failure(const Error& error) {
    if (!failure_) failure_ = error;
    failed_ = true;
  }

  const face::Networks& networks_;
  const TestSet& set_;
  ScoreLog::Opened& scores_;
  std::vector<Picture> pictures_;
  std::vector<std::uint32_t> waiting_;  // places in the list
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<unsigned> running_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;  // of the log and the failure
  std::optional<Error> failure_;
};

}  // namespace

Result<std::vector<Comparison>> score_pairs(const face::Networks& networks, const TestSet& set,
                                            unsigned threads, ScoreLog::Opened& scores) {
  Scoring scoring(networks, set, scores);
  TRY_STATUS(scoring.run(threads));
  return std::move(scores.scores.outcomes);
}

}  // namespace truename::cli
