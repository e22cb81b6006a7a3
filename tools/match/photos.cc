#include "tools/match/photos.h"

#include <algorithm>
#include <map>

#include "face/compare.h"

namespace truename::match {

void add(std::optional<face::Fusion>& fusion, const std::optional<face::Template>& next) {
  if (!next) return;
  if (fusion) {
    fusion->add(*next);
  } else {
    fusion.emplace(*next);
  }
}

Probes several_photos(const std::vector<std::string>& subjects, const Templates& plain,
                      std::size_t count, std::size_t first) {
  constexpr std::size_t kPhotosMinimum = 4;
  std::map<std::string, std::vector<std::size_t>> by_subject;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i]) by_subject[subjects[i]].push_back(i);
  }
  Probes out{Templates(plain.size()), std::vector<double>(plain.size())};
  for (const auto& [subject, pictures] : by_subject) {
    if (pictures.size() < kPhotosMinimum) continue;
    for (const std::size_t portrait : pictures) {
      std::optional<face::Fusion> fusion;
      std::size_t seen = 0;
      for (const std::size_t other : pictures) {
        if (other == portrait || seen++ < first || seen > first + count) continue;
        add(fusion, plain[other]);
      }
      out.fused[portrait] = fusion->fused();
      out.agreement[portrait] = fusion->agreement();
    }
  }
  return out;
}

Scores score_photos(const std::vector<std::string>& subjects, const Probes& probes,
                    const Templates& portraits, ScoreOf kind) {
  Scores scores;
  for (std::size_t i = 0; i < probes.fused.size(); ++i) {
    const auto& probe = probes.fused[i];
    if (!probe) continue;
    const double scale = kind == ScoreOf::mean ? 1 : probes.agreement[i];
    for (std::size_t k = 0; k < portraits.size(); ++k) {
      if (!portraits[k] || (k != i && subjects[i] == subjects[k])) continue;
      const auto score = static_cast<float>(scale * face::compare(*probe, *portraits[k]).get());
      if (k == i) {
        scores.genuine.push_back(score);
      } else {
        ++scores.impostor_pairs;
        if (score >= kImpostorFloor) scores.impostor.push_back(score);
      }
    }
  }
  std::sort(scores.genuine.begin(), scores.genuine.end());
  std::sort(scores.impostor.begin(), scores.impostor.end());
  return scores;
}

void append(Scores& all, const Scores& more) {
  all.genuine.insert(all.genuine.end(), more.genuine.begin(), more.genuine.end());
  all.impostor.insert(all.impostor.end(), more.impostor.begin(), more.impostor.end());
  all.impostor_pairs += more.impostor_pairs;
  std::sort(all.genuine.begin(), all.genuine.end());
  std::sort(all.impostor.begin(), all.impostor.end());
}

}  // namespace truename::match
