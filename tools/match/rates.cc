#include "tools/match/rates.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <mutex>
#include <span>
#include <thread>

#include "base/check.h"

namespace truename::match {
namespace {

// face::compare adds in double precision, one after the other; this is the same to six digits and
// lets a core work on eight values at once.
float cosine(std::span<const float> a, std::span<const float> b) {
  CHECK(a.size() == b.size() && a.size() % 8 == 0);
  std::array<float, 8> sums{};
  for (std::size_t i = 0; i + 8 <= a.size(); i += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  return sum;
}

void score_row(std::size_t i, const Templates& probes, const Templates& portraits,
               const std::vector<std::string>& subjects, Scores& scores) {
  if (!probes[i]) return;
  const auto probe = probes[i]->reveal();
  for (std::size_t k = &probes == &portraits ? i + 1 : 0; k < portraits.size(); ++k) {
    if (k == i || !portraits[k]) continue;
    const float score = cosine(probe, portraits[k]->reveal());
    if (subjects[i] == subjects[k]) {
      scores.genuine.push_back(score);
    } else {
      ++scores.impostor_pairs;
      if (score >= kImpostorFloor) scores.impostor.push_back(score);
    }
  }
}

std::size_t above(const std::vector<float>& ascending, double threshold) {
  return static_cast<std::size_t>(
      ascending.end() -
      std::upper_bound(ascending.begin(), ascending.end(), static_cast<float>(threshold)));
}

}  // namespace

Scores all_pairs(const Templates& probes, const Templates& portraits,
                 const std::vector<std::string>& subjects, unsigned threads) {
  CHECK(probes.size() == portraits.size() && probes.size() == subjects.size());
  Scores all;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    Scores mine;
    for (std::size_t i = next++; i < probes.size(); i = next++) {
      score_row(i, probes, portraits, subjects, mine);
    }
    const std::scoped_lock lock(mutex);
    std::copy(mine.genuine.begin(), mine.genuine.end(), std::back_inserter(all.genuine));
    std::copy(mine.impostor.begin(), mine.impostor.end(), std::back_inserter(all.impostor));
    all.impostor_pairs += mine.impostor_pairs;
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i) workers.emplace_back(work);
  }
  std::sort(all.genuine.begin(), all.genuine.end());
  std::sort(all.impostor.begin(), all.impostor.end());
  return all;
}

float score_of(const face::Template& probe, const face::Template& portrait) {
  return cosine(probe.reveal(), portrait.reveal());
}

double threshold_at(const Scores& scores, double fmr) {
  const auto allowed = static_cast<std::size_t>(fmr * static_cast<double>(scores.impostor_pairs));
  if (allowed >= scores.impostor.size()) return kImpostorFloor;
  return scores.impostor[scores.impostor.size() - 1 - allowed];
}

std::size_t genuine_above(const Scores& scores, double threshold) {
  return above(scores.genuine, threshold);
}

std::size_t impostors_above(const Scores& scores, double threshold) {
  return above(scores.impostor, threshold);
}

}  // namespace truename::match
