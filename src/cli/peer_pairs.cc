#include "cli/peer_pairs.h"

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "cli/pairs.h"

namespace truename::cli {
namespace {

constexpr std::size_t kLfwEvery = 10;  // 300 of 3,000: minutes for the slowest peer, not an hour
constexpr std::size_t kPairListLimitBytes = 1024 * 1024;

}  // namespace

std::vector<PeerPair> fixture_pairs(const std::filesystem::path& home) {
  std::vector<std::filesystem::path> people;
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::directory_iterator(home / "tests/fixtures/people", ignored)) {
    if (std::filesystem::exists(entry.path() / "live.jpg", ignored)) people.push_back(entry.path());
  }
  std::sort(people.begin(), people.end());
  std::vector<PeerPair> pairs;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto live = people[i] / "live.jpg";
    pairs.push_back({true, live, people[i] / "id_card.jpg"});
    pairs.push_back({false, live, people[(i + 1) % people.size()] / "live.jpg"});
  }
  return pairs;
}

Result<std::vector<PeerPair>> lfw_pairs(const std::filesystem::path& home) {
  const auto folder = home / "../shared/data/lfw";
  std::error_code ignored;
  if (!std::filesystem::exists(folder / "pairs.txt", ignored)) return std::vector<PeerPair>{};
  const std::string text = TRY(read_text_file(folder / "pairs.txt", kPairListLimitBytes));
  const std::vector<Pair> listed = TRY(parse_pairs(text));
  std::vector<PeerPair> pairs;
  for (std::size_t i = 0; i < listed.size(); i += kLfwEvery) {
    const auto images = folder / "images";
    pairs.push_back({listed[i].same_person, images / listed[i].first, images / listed[i].second});
  }
  return pairs;
}

std::string list_of(const std::vector<PeerPair>& pairs) {
  std::string text;
  for (const PeerPair& pair : pairs) {
    text += (pair.same_person ? "1\t" : "0\t") + pair.first.string() + "\t" + pair.second.string() +
            "\n";
  }
  return text;
}

double equal_error_rate(const std::vector<PeerPair>& pairs, const std::vector<double>& scores,
                        std::size_t offset) {
  std::vector<double> genuine;
  std::vector<double> impostor;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    (pairs[i].same_person ? genuine : impostor).push_back(scores[offset + i]);
  }
  const auto part = [](const std::vector<double>& of, const auto& is_wrong) {
    return static_cast<double>(std::count_if(of.begin(), of.end(), is_wrong)) /
           static_cast<double>(std::max<std::size_t>(1, of.size()));
  };
  double nearest = 2;
  double rate = 1;
  std::vector<double> thresholds = genuine;
  thresholds.insert(thresholds.end(), impostor.begin(), impostor.end());
  for (const double threshold : thresholds) {
    const double fnmr = part(genuine, [&](double score) { return score < threshold; });
    const double fmr = part(impostor, [&](double score) { return score >= threshold; });
    if (std::abs(fnmr - fmr) >= nearest) continue;
    nearest = std::abs(fnmr - fmr);
    rate = (fnmr + fmr) / 2;
  }
  return rate;
}

}  // namespace truename::cli
