#include "cli/score_presentations.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "base/files.h"
#include "cli/progress.h"
#include "vision/image_codec.h"

namespace truename::cli {
namespace {

using evaluation::PadAnswer;
using evaluation::PadOutcome;
using evaluation::Presentation;

Result<PadOutcome> present(face::Examiner& examiner, const PadSetting& setting,
                           const Presentation& one) {
  const Bytes bytes = TRY(read_file(setting.images / one.file, vision::kEncodedLimitBytes));
  const bool compared = !one.portrait.empty();
  // Without a portrait the probe stands for it: PAD comes first and does not look at it.
  const std::string& reference = compared ? one.portrait : one.file;
  const Bytes other = TRY(read_file(setting.images / reference, vision::kEncodedLimitBytes));
  PadOutcome outcome;
  if (compared) outcome.passed = false;
  const auto probe = vision::decode_image(bytes);
  const auto portrait = vision::decode_image(other);
  if (!probe || !portrait) return outcome;
  const domain::FaceEvidence evidence = TRY(examiner.examine(*probe, *portrait));
  if (evidence.pad == domain::PadResult::not_run) return outcome;
  const bool live = evidence.pad == domain::PadResult::live;
  outcome.answer = live ? PadAnswer::bona_fide : PadAnswer::attack;
  if (compared)
    outcome.passed = live && evidence.fmr_bound && *evidence.fmr_bound <= setting.fmr_max;
  return outcome;
}

}  // namespace

Result<std::vector<PadOutcome>> score_presentations(
    face::Examiner& examiner, const PadSetting& setting,
    const std::vector<Presentation>& presentations) {
  std::vector<PadOutcome> outcomes(presentations.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::atomic<unsigned> running = setting.threads;
  std::mutex mutex;
  std::optional<Error> failure;
  const auto work = [&] {
    for (std::size_t i = next++; i < presentations.size(); i = next++, ++done) {
      const auto outcome = present(examiner, setting, presentations[i]);
      if (outcome) {
        outcomes[i] = *outcome;
        continue;
      }
      const std::lock_guard lock(mutex);
      if (!failure) failure = outcome.error();
      next = presentations.size();
    }
    --running;
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < setting.threads; ++i) workers.emplace_back(work);
  Progress progress("presentations", 0, presentations.size());
  while (running > 0) {
    progress.show(done);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  workers.clear();
  progress.end(done);
  if (failure) return fail(*failure);
  return outcomes;
}

}  // namespace truename::cli
