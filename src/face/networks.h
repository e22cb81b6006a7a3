// The four networks of the face part, loaded and checked; no order of steps.
#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"
#include "face/detect.h"
#include "face/extract.h"
#include "face/landmarks.h"
#include "face/pad.h"
#include "vision/manifest.h"

namespace truename::face {

struct Networks {
  Detector detector;
  Landmarker landmarker;
  PadDetector pad_detector;
  Extractor extractor;
};

inline Result<Networks> load_networks(const vision::Manifest& manifest,
                                      const std::filesystem::path& weights) {
  // One by one: GCC 12 leaks the members already made when a TRY leaves an initialiser list.
  Detector detector = TRY(Detector::create(manifest, weights));
  Landmarker landmarker = TRY(Landmarker::create(manifest, weights));
  PadDetector pad_detector = TRY(PadDetector::create(manifest, weights));
  Extractor extractor = TRY(Extractor::create(manifest, weights));
  return Networks{std::move(detector), std::move(landmarker), std::move(pad_detector),
                  std::move(extractor)};
}

}  // namespace truename::face
