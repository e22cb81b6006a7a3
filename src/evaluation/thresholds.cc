#include "evaluation/thresholds.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace truename::evaluation {
namespace {

constexpr double kScoreDigits = 1e6;

double just_above(double score) { return (std::round(score * kScoreDigits) + 1) / kScoreDigits; }

std::vector<double> all_thresholds(const Scores& scores) {
  std::vector<double> all;
  all.reserve(scores.genuine.size() + scores.impostor.size());
  std::merge(scores.genuine.begin(), scores.genuine.end(), scores.impostor.begin(),
             scores.impostor.end(), std::back_inserter(all));
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

double threshold_at(const Scores& scores, double fmr) {
  CHECK(!scores.impostor.empty());
  const std::size_t count = scores.impostor.size();
  // A hair more than the product, so that 1e-3 of 3,000 is 3 and not 2.999...
  const auto allowed = static_cast<std::size_t>(fmr * static_cast<double>(count) + 1e-9);
  return allowed >= count ? scores.impostor.front()
                          : just_above(scores.impostor[count - 1 - allowed]);
}

std::vector<DetPoint> det_points(const Scores& scores) {
  const std::vector<double> all = all_thresholds(scores);
  std::vector<DetPoint> points;
  const std::size_t wanted = std::min(kDetPointLimit, all.size());
  // Half of the points by rank, the other half by closeness to the top, where small FMRs live.
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < wanted / 2; ++i) chosen.push_back(i * all.size() / (wanted / 2));
  const std::size_t impostors = scores.impostor.size();
  double from_top = 1;
  for (std::size_t i = 0; i < wanted / 2 && impostors > 0; ++i) {
    from_top *= std::pow(static_cast<double>(impostors), 2.0 / static_cast<double>(wanted));
    const auto rank = std::min(impostors, static_cast<std::size_t>(from_top));
    const double score = scores.impostor[impostors - rank];
    chosen.push_back(
        static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), score) - all.begin()));
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  for (const std::size_t at : chosen) {
    points.push_back({all[at], fmr_at(scores, all[at]).value(), fnmr_at(scores, all[at]).value()});
  }
  return points;
}

double equal_error_rate(const Scores& scores) {
  double best = 2;
  double rate = 1;
  for (const double threshold : all_thresholds(scores)) {
    const double fmr = fmr_at(scores, threshold).value();
    const double fnmr = fnmr_at(scores, threshold).value();
    if (std::abs(fmr - fnmr) < best) {
      best = std::abs(fmr - fnmr);
      rate = (fmr + fnmr) / 2;
    }
    if (fnmr > fmr) break;  // they only part from here on
  }
  return rate;
}

std::vector<Step> steps_of(const Scores& scores) {
  std::vector<Step> steps;
  constexpr int kSteps = 200;  // of kScoreStep, from -1 to 1
  for (int i = -kSteps; i <= kSteps; ++i) {
    const double threshold = i * kScoreStep;
    const Step step{threshold, count_reaching(scores.impostor, threshold),
                    count_reaching(scores.genuine, threshold)};
    const bool all = step.impostor_reaching == scores.impostor.size() &&
                     step.genuine_reaching == scores.genuine.size();
    if (all) steps.clear();
    steps.push_back(step);
    if (step.impostor_reaching == 0 && step.genuine_reaching == 0) break;
  }
  return steps;
}

}  // namespace truename::evaluation
