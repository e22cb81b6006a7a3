#include "tools/match/templates.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <set>
#include <span>
#include <thread>

#include "base/check.h"
#include "base/files.h"
#include "face/align.h"
#include "face/main_face.h"
#include "face/portrait_class.h"
#include "tools/match/degrade.h"
#include "tools/match/points.h"
#include "tools/match/resample.h"
#include "vision/image_codec.h"

namespace truename::match {
namespace {

using vision::Image;

constexpr auto kProgressInterval = std::chrono::milliseconds(500);
constexpr float kZoom = 1.06F;  // "wider" and "closer": the face so much smaller or larger
constexpr std::size_t kCacheLimitBytes = 64 * 1024 * 1024;
constexpr std::size_t kFeatures = 512;

face::FivePoints moved(const face::FivePoints& points,
                       const std::function<vision::Point(vision::Point)>& move) {
  return {move(points.left_eye), move(points.right_eye), move(points.nose), move(points.mouth_left),
          move(points.mouth_right)};
}

face::FivePoints spread(const face::FivePoints& points, float factor) {
  const vision::Point centre = points.nose;
  return moved(points, [&](vision::Point point) {
    return vision::Point{centre.x + (point.x - centre.x) * factor,
                         centre.y + (point.y - centre.y) * factor};
  });
}

// As a portrait of the level `like` would hold it, without its print: shrunk, then blurred.
Image matched(const Image& picture, const face::FivePoints& points, const Degradation& like) {
  const float scale = static_cast<float>(like.side_px) /
                      static_cast<float>(std::max(picture.width, picture.height));
  const auto shrunk = [&](int side) {
    return static_cast<int>(std::lround(static_cast<float>(side) * scale));
  };
  const Image small =
      blur(vision::resize(picture, shrunk(picture.width), shrunk(picture.height)), like.blur_px);
  return face::align(small, moved(points, [&](vision::Point point) {
                       return vision::Point{point.x * scale, point.y * scale};
                     }));
}

Image aligned_in(const std::string& way, const Image& picture, const face::FivePoints& points) {
  if (way == "plain") return face::align(picture, points);
  if (way == "mirrored") return mirror(face::align(picture, points));
  if (way == "wider") return face::align(picture, spread(points, kZoom));
  if (way == "closer") return face::align(picture, spread(points, 1 / kZoom));
  if (way == "cubic") return aligned_cubic(picture, points);
  if (way == "averaged") return aligned_averaged(picture, points);
  if (way == "stretched") return stretched(face::align(picture, points));
  if (way == "sharpened") return face::align(sharpen(picture, 1.0, 1.0), points);
  if (way == "smoothed") return face::align(blur(picture, 0.8), points);
  if (way == "matched") return matched(picture, points, *find_degradation("card"));
  CHECK(false);
  return {};
}

Image aligned_at(const Image& picture, const std::optional<face::FivePoints>& points) {
  return points ? face::align(picture, *points) : Image{};
}

// FNV-1a: a picture keeps its own noise whatever else is in the list.
std::uint64_t seed_of(const std::string& path, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325U ^ seed;
  for (const char letter : path) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
  }
  return hash;
}

void look(const face::Networks& networks, const Image& picture,
          const std::vector<std::string>& ways, std::size_t at, Side& side) {
  const auto faces = networks.detector.detect(picture);
  if (!faces) return;
  const face::DetectedFace* const found = face::main_face(*faces, picture);
  if (found == nullptr) return;
  const auto landmarks = networks.landmarker.locate(picture, found->box);
  if (!landmarks) return;
  const face::FivePoints points = face::five_points(*landmarks);
  const Image plain = face::align(picture, points);
  if (plain.empty()) return;
  const face::PortraitMeasures measures =
      face::measure_portrait(face::inter_eye_distance_px(points), plain);
  side.measures[at] = {static_cast<float>(measures.inter_eye_px),
                       static_cast<float>(measures.sharpness)};
  for (const std::string& way : ways) {
    const Image aligned = is_point_way(way)
                              ? aligned_at(picture, points_in(way, networks.landmarker, picture,
                                                              found->box, *landmarks))
                              : aligned_in(way, picture, points);
    if (aligned.empty()) continue;
    auto features = networks.extractor.extract(aligned);
    if (features) side.by_way.at(way)[at] = std::move(*features);
  }
}

void show_progress(const std::string& side, std::size_t done, std::size_t all) {
  constexpr int kWidth = 40;
  const int filled = static_cast<int>(done * kWidth / all);
  std::fprintf(stderr, "\r%-15s [%.*s%*s] %zu of %zu pictures", side.c_str(), filled,
               "########################################", kWidth - filled, "", done, all);
}

std::string cache_file(const Source& source, const std::string& side, const std::string& way) {
  return source.cache + "/" + side + "." + way + ".bin";
}

// Each picture: its two measures, a mark whether there is a face, and the features.
using Record = std::array<float, 3 + kFeatures>;

bool read_cached(const Source& source, const std::string& name, const std::string& way,
                 Side& side) {
  if (source.cache.empty()) return false;
  const auto bytes = read_file(cache_file(source, name, way), kCacheLimitBytes);
  const std::size_t count = side.measures.size();
  if (!bytes || bytes->size() != count * sizeof(Record)) return false;
  Templates& templates = side.by_way[way];
  templates.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    Record record;
    std::memcpy(record.data(), bytes->data() + i * sizeof(Record), sizeof(Record));
    side.measures[i] = {record[0], record[1]};
    if (record[2] > 0) templates[i].emplace(std::span(record).subspan(3));
  }
  return true;
}

Status write_cached(const Source& source, const std::string& name, const std::string& way,
                    const Side& side) {
  if (source.cache.empty()) return {};
  std::vector<Record> records(side.measures.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& features = side.by_way.at(way)[i];
    records[i][0] = side.measures[i].inter_eye_px;
    records[i][1] = side.measures[i].sharpness;
    records[i][2] = features ? 1 : 0;
    if (features) std::copy_n(features->reveal().data(), kFeatures, records[i].data() + 3);
  }
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(records.data());
  return write_file(cache_file(source, name, way), ByteView(begin, records.size() * sizeof(Record)),
                    FileMode::owner_only);
}

}  // namespace

std::vector<Picture> pictures_of(const std::vector<cli::Pair>& pairs) {
  std::set<std::string> paths;
  for (const cli::Pair& pair : pairs) paths.insert({pair.first, pair.second});
  std::vector<Picture> pictures;
  for (const std::string& path : paths) {
    pictures.push_back({path.substr(0, path.find('/')), path});
  }
  return pictures;
}

Result<Side> side_of(const face::Networks& networks, const Source& source,
                     const std::vector<Picture>& pictures, const std::string& name,
                     const std::vector<std::string>& ways) {
  Side side;
  side.measures.resize(pictures.size());
  std::vector<std::string> missing;
  for (const std::string& way : ways) {
    if (!read_cached(source, name, way, side)) missing.push_back(way);
  }
  if (missing.empty()) return side;
  for (const std::string& way : missing) side.by_way[way].resize(pictures.size());
  const Degradation* const level = find_degradation(name);
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < pictures.size(); i = next++, ++done) {
      const auto bytes =
          read_file(source.images + "/" + pictures[i].path, vision::kEncodedLimitBytes);
      if (!bytes) continue;
      auto picture = vision::decode_image(*bytes);
      if (!picture) continue;
      if (level) *picture = degrade(*picture, *level, seed_of(pictures[i].path, source.seed));
      look(networks, *picture, missing, i, side);
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < source.threads; ++i) workers.emplace_back(work);
    while (done < pictures.size()) {
      show_progress(name, done, pictures.size());
      std::this_thread::sleep_for(kProgressInterval);
    }
  }
  show_progress(name, done, pictures.size());
  std::fputc('\n', stderr);
  for (const std::string& way : missing) TRY_STATUS(write_cached(source, name, way, side));
  return side;
}

}  // namespace truename::match
