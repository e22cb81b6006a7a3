// The templates of labelled pictures, taken in several ways side by side, for measuring only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/pairs.h"
#include "face/networks.h"
#include "face/template.h"

namespace truename::match {

struct Picture {
  std::string subject;
  std::string path;  // below the images folder
};
// Every picture that a pair list names, once, in the order of their paths.
std::vector<Picture> pictures_of(const std::vector<cli::Pair>& pairs);

// One entry a picture; empty where no face was found (a failure to extract).
using Templates = std::vector<std::optional<face::Template>>;

// What the portrait class is chosen by; see face/quality.h for the units. Zero: no face.
struct Measures {
  float inter_eye_px = 0;
  float sharpness = 0;
};

// The pictures as they are ("clean") or degraded to a level; one look at each, several templates.
struct Side {
  std::map<std::string, Templates> by_way;  // "plain", "mirrored", "wider", "closer", ...
  std::vector<Measures> measures;
};

struct Source {
  std::string images;
  std::string cache;  // a folder for templates between two runs, or empty; the caller deletes it
  std::uint64_t seed = 1;
  unsigned threads = 2;
};

// `side` is "clean" or a level of degrade.h; `ways` as listed in templates.cc. Shows a progress
// bar. Templates of a side and way that the cache holds are read from it.
Result<Side> side_of(const face::Networks& networks, const Source& source,
                     const std::vector<Picture>& pictures, const std::string& side,
                     const std::vector<std::string>& ways);

}  // namespace truename::match
