// The four networks of the face part, loaded and checked; no order of steps.
#pragma once

#include <filesystem>

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
  return Networks{.detector = TRY(Detector::create(manifest, weights)),
                  .landmarker = TRY(Landmarker::create(manifest, weights)),
                  .pad_detector = TRY(PadDetector::create(manifest, weights)),
                  .extractor = TRY(Extractor::create(manifest, weights))};
}

}  // namespace truename::face
