#include "tools/match/probes_study.h"

#include <algorithm>
#include <cstdio>

#include "evaluation/bounds.h"
#include "evaluation/thresholds.h"
#include "tools/match/groups.h"
#include "tools/match/photos.h"
#include "tools/match/rates.h"

namespace truename::match {
namespace {

constexpr unsigned kThreads = 2;
// A portrait below this part of the pictures that the rows of clear ones rest on is a poor one.
constexpr double kClearPart = 0.01;
const char* const kPoorLevels[] = {"small", "card"};
const char* const kPortraits[] = {"clean", "small", "card"};

double quantile(const Side& side, double where, float Measures::* measure) {
  std::vector<float> values;
  for (const Measures& measures : side.measures) {
    if (measures.inter_eye_px > 0) values.push_back(measures.*measure);
  }
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(where * static_cast<double>(values.size() - 1))];
}

// Everybody's clean pictures against poor ones; no drawing again, as for the rows of clear ones.
evaluation::StudySample poor_sample(const std::vector<std::string>& subjects, const Sides& sides,
                                    const std::string& level) {
  const Scores scores = all_pairs(sides.at("clean").by_way.at("plain"),
                                  sides.at(level).by_way.at("plain"), subjects, kThreads);
  evaluation::StudySample sample{level, scores.impostor_pairs, {}, {}};
  for (std::size_t k = 0; sample.reaching.empty() || sample.reaching.back() > 0; ++k) {
    const double score =
        evaluation::kStudyFirstScore + static_cast<double>(k) * evaluation::kScoreStep;
    const auto first =
        std::lower_bound(scores.impostor.begin(), scores.impostor.end(), static_cast<float>(score));
    sample.reaching.push_back(static_cast<std::uint64_t>(scores.impostor.end() - first));
  }
  return sample;
}

// The lowest score, in thousandths, whose bound is within the limit.
template <class Bound>
double lowest(double limit, const Bound& bound) {
  for (int score = 0; score < 1000; ++score) {
    if (bound(face::ComparisonScore(score / 1e3)) <= limit) return score / 1e3;
  }
  return 1;
}

// A whole step, so that counts by step are exact at it: the table's scores are steps themselves.
std::uint64_t reaching_at(const evaluation::StudySample& sample, double score) {
  const auto k = static_cast<std::size_t>(
      (score - evaluation::kStudyFirstScore) / evaluation::kScoreStep + 0.5);
  return k < sample.reaching.size() ? sample.reaching[k] : 0;
}

struct Way {
  const char* what;
  std::size_t photographs;
  double score;
  GroupScore kind;
};

void print_way(const std::vector<std::string>& subjects, const Sides& sides, Half half,
               const Way& way) {
  const std::vector<std::uint32_t> numbers = numbers_of(subjects);
  const Templates& plain = sides.at("clean").by_way.at("plain");
  const Groups strangers = groups_of(subjects, numbers, plain, way.photographs, half);
  for (const char* const portraits : kPortraits) {
    const Templates& shown = sides.at(portraits).by_way.at("plain");
    Scores genuine;
    for (std::size_t first = 0; first < (way.photographs == 1 ? 3 : 1); ++first) {
      Probes probes = several_photos(subjects, plain, way.photographs, first);
      for (std::size_t i = 0; i < subjects.size(); ++i) {
        if (half_of(subjects[i]) != half) probes.fused[i].reset();
      }
      append(genuine, score_photos(subjects, probes, shown,
                                   way.kind == GroupScore::fused ? ScoreOf::mean : ScoreOf::each));
    }
    const auto matched = static_cast<std::size_t>(
        genuine.genuine.end() - std::lower_bound(genuine.genuine.begin(), genuine.genuine.end(),
                                                 static_cast<float>(way.score)));
    const evaluation::StudySample impostors =
        measure(strangers, subjects, numbers, shown, half, way.kind);
    const std::uint64_t reached = reaching_at(impostors, way.score);
    std::printf("| %s | %s | %.3f | %.4f (%zu of %zu) | %.1e (%llu of %llu) |\n", portraits,
                way.what, way.score,
                static_cast<double>(matched) / static_cast<double>(genuine.genuine.size()), matched,
                genuine.genuine.size(),
                static_cast<double>(reached) / static_cast<double>(impostors.impostor_comparisons),
                static_cast<unsigned long long>(reached),
                static_cast<unsigned long long>(impostors.impostor_comparisons));
    std::fflush(stdout);
  }
}

// Probes that are nearly copies: impostors only, as a picture has no other of the same moment.
void print_views(const std::vector<std::string>& subjects, const Sides& sides, Half half,
                 double score) {
  const std::vector<std::uint32_t> numbers = numbers_of(subjects);
  const Groups views =
      views_of(subjects, numbers, sides.at("clean"), {"plain", "mirrored", "closer"}, half);
  for (const char* const portraits : kPortraits) {
    const evaluation::StudySample impostors = measure(
        views, subjects, numbers, sides.at(portraits).by_way.at("plain"), half, GroupScore::fused);
    const std::uint64_t reached = reaching_at(impostors, score);
    std::printf("| %s | three views of one picture, fused | %.3f | | %.1e (%llu of %llu) |\n",
                portraits, score,
                static_cast<double>(reached) / static_cast<double>(impostors.impostor_comparisons),
                static_cast<unsigned long long>(reached),
                static_cast<unsigned long long>(impostors.impostor_comparisons));
  }
}

}  // namespace

evaluation::Study study_of(const std::vector<std::string>& subjects, const Sides& sides,
                           const std::string& data, Half half) {
  const Side& clean = sides.at("clean");
  evaluation::Study study;
  study.data = data;
  study.poor = evaluation::PoorStudy{quantile(clean, kClearPart, &Measures::inter_eye_px),
                                     quantile(clean, kClearPart, &Measures::sharpness),
                                     {}};
  for (const char* const level : kPoorLevels) {
    study.poor->samples.push_back(poor_sample(subjects, sides, level));
  }
  const std::vector<std::uint32_t> numbers = numbers_of(subjects);
  for (const std::size_t count : {2U, 3U, 4U, 5U}) {
    const Groups groups = groups_of(subjects, numbers, clean.by_way.at("plain"), count, half);
    evaluation::ProbesStudy part{count, groups.subjects, groups.groups.size(), {}};
    for (const char* const portraits : kPortraits) {
      evaluation::StudySample sample =
          measure(groups, subjects, numbers, sides.at(portraits).by_way.at("plain"), half,
                  GroupScore::fused);
      sample.portraits = portraits;
      part.samples.push_back(std::move(sample));
    }
    study.probes.push_back(std::move(part));
  }
  return study;
}

void print_account(const std::vector<std::string>& subjects, const Sides& sides,
                   const face::CalibrationTable& table, Half half) {
  using enum face::PortraitClass;
  for (const double limit : {1e-4, 2e-5, 5e-6}) {
    const double one =
        lowest(limit, [&](face::ComparisonScore score) { return table.fmr_bound(score); });
    std::printf(
        "\nRows whose bound is at most %.0e, the other half of the persons\n\n| portraits | probe "
        "| "
        "score | TAR | FMR |\n|---|---|---|---|---|\n",
        limit);
    print_way(subjects, sides, half, {"one photograph", 1, one, GroupScore::fused});
    for (const std::size_t count : {2U, 3U}) {
      if (!table.knows_probes(count)) continue;
      const double several = lowest(limit, [&](face::ComparisonScore score) {
        return table.fused_fmr_bound(score, clear, count);
      });
      const std::string name = std::to_string(count) + " photographs";
      print_way(subjects, sides, half,
                {(name + ", mean of scores, rows of one").c_str(), count, one, GroupScore::mean});
      print_way(subjects, sides, half,
                {(name + ", fused, rows of their own").c_str(), count, several, GroupScore::fused});
      if (count == 3) print_views(subjects, sides, half, several);
    }
  }
}

}  // namespace truename::match
