#include "tools/match/misses.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <set>

#include "base/files.h"
#include "tools/match/drawings.h"
#include "tools/match/groups.h"
#include "tools/match/rates.h"
#include "vision/image_codec.h"

namespace truename::match {
namespace {

constexpr std::size_t kListLimitBytes = 1024 * 1024;
constexpr double kFmr = 1e-4;
// Far below what one in a thousand impostor pairs reaches.
constexpr double kFloor = 0.3;

struct Pair {
  std::size_t first;
  std::size_t second;
  double score;
};
struct Pairs {
  std::vector<Pair> genuine;
  std::vector<Pair> impostor;  // of at least kFloor, best first
  std::size_t impostors = 0;
};

Pairs pairs_of(const std::vector<std::uint32_t>& persons, const Templates& templates) {
  Pairs out;
  for (std::size_t i = 0; i < templates.size(); ++i) {
    for (std::size_t k = i + 1; k < templates.size(); ++k) {
      if (!templates[i] || !templates[k]) continue;
      const double score = score_of(*templates[i], *templates[k]);
      const bool same = persons[i] == persons[k];
      if (same) out.genuine.push_back({i, k, score});
      if (!same) ++out.impostors;
      if (!same && score >= kFloor) out.impostor.push_back({i, k, score});
    }
  }
  std::sort(out.impostor.begin(), out.impostor.end(),
            [](const Pair& a, const Pair& b) { return a.score > b.score; });
  return out;
}

double rate(std::size_t count, std::size_t all) {
  return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(all, 1));
}

struct Part {
  std::size_t missed = 0;
  std::size_t all = 0;
};

// LFW means the face that holds the central pixel; is that the one that the product takes?
Status print_choice(const face::Detector& detector, const std::string& images,
                    const std::vector<Picture>& pictures) {
  std::size_t several = 0;
  std::size_t none = 0;
  std::size_t other = 0;
  for (const Picture& picture : pictures) {
    const Bytes bytes = TRY(read_file(images + "/" + picture.path, vision::kEncodedLimitBytes));
    const vision::Image image = TRY(vision::decode_image(bytes));
    const auto faces = TRY(detector.detect(image));
    const auto central = [&](const face::DetectedFace& face) {
      const auto x = static_cast<float>(image.width) / 2;
      const auto y = static_cast<float>(image.height) / 2;
      return face.box.left <= x && x <= face.box.right && face.box.top <= y && y <= face.box.bottom;
    };
    if (faces.size() > 1) ++several;
    const face::DetectedFace* const taken = face::main_face(faces, image);
    if (taken == nullptr || central(*taken)) continue;
    ++(std::any_of(faces.begin(), faces.end(), central) ? other : none);
  }
  std::printf(
      "%zu of %zu pictures show several faces; the one taken does not hold the central pixel in "
      "%zu, "
      "where another one does in %zu\n",
      several, pictures.size(), none + other, other);
  return {};
}

Misses count(const Pairs& pairs, const std::vector<std::uint32_t>& persons) {
  Misses out;
  out.genuine = pairs.genuine.size();
  const auto allowed = static_cast<std::size_t>(kFmr * static_cast<double>(pairs.impostors));
  if (allowed < pairs.impostor.size()) out.threshold = pairs.impostor[allowed].score;
  std::vector<Part> parts(persons.size());
  std::vector<Pair> missed;
  for (const Pair& pair : pairs.genuine) {
    const bool is_missed = pair.score <= out.threshold;
    if (is_missed) missed.push_back(pair);
    for (const std::size_t picture : {pair.first, pair.second}) {
      ++parts[picture].all;
      if (is_missed) ++parts[picture].missed;
    }
  }
  std::set<std::size_t> failing;
  std::set<std::uint32_t> failing_persons;
  std::set<std::uint32_t> missed_persons;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].missed > 0) missed_persons.insert(persons[i]);
    if (parts[i].all < 2 || parts[i].missed * 2 <= parts[i].all) continue;
    failing.insert(i);
    failing_persons.insert(persons[i]);
  }
  for (const Pair& pair : missed) {
    if (failing.contains(pair.first) || failing.contains(pair.second)) ++out.touching;
    if (parts[pair.first].all == 1 && parts[pair.second].all == 1) ++out.only_pairs;
  }
  out.missed = missed.size();
  out.persons = missed_persons.size();
  out.failing = failing.size();
  out.failing_persons = failing_persons.size();
  return out;
}

void print_misses(const std::string& what, const std::vector<std::string>& subjects,
                  const Templates& templates) {
  const std::vector<std::uint32_t> persons = numbers_of(subjects);
  const Pairs pairs = pairs_of(persons, templates);
  const Misses misses = count(pairs, persons);
  std::printf(
      "\n%s: %zu of %zu genuine pairs missed at FMR 1e-4 (score up to %.3f; TAR %.4f), of %zu "
      "persons\n%zu touch one of %zu pictures of %zu persons that are missed in more than half of "
      "two or more pairs; %zu are the only pair of a person; %zu others\n",
      what.c_str(), misses.missed, misses.genuine, misses.threshold,
      1 - rate(misses.missed, misses.genuine), misses.persons, misses.touching, misses.failing,
      misses.failing_persons, misses.only_pairs,
      misses.missed - misses.touching - misses.only_pairs);
  const std::vector<double> tars = drawn_tars(templates, templates, subjects);
  std::printf(
      "TAR over %d drawings of the persons: 5th percentile %.4f, median %.4f, 95th %.4f; 0.975 or "
      "more in %td\n",
      kDrawings, percentile(tars, .05), percentile(tars, .5), percentile(tars, .95),
      std::count_if(tars.begin(), tars.end(), [](double tar) { return tar >= 0.975; }));
}

}  // namespace

Misses misses_of(const std::vector<std::string>& subjects, const Templates& templates) {
  const std::vector<std::uint32_t> persons = numbers_of(subjects);
  return count(pairs_of(persons, templates), persons);
}

Status study_misses(const face::Detector& detector, const std::string& images,
                    const std::vector<Picture>& pictures, Templates templates,
                    const std::string& without) {
  TRY_STATUS(print_choice(detector, images, pictures));
  std::vector<std::string> subjects;
  for (const Picture& picture : pictures) subjects.push_back(picture.subject);
  print_misses("all pictures", subjects, templates);
  if (without.empty()) return {};
  const std::string list = "\n" + TRY(read_text_file(without, kListLimitBytes)) + "\n";
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (list.find("\n" + pictures[i].path + "\n") == std::string::npos) continue;
    templates[i].reset();
    ++left_out;
  }
  print_misses("without " + std::to_string(left_out) + " pictures of the list", subjects,
               templates);
  return {};
}

}  // namespace truename::match
