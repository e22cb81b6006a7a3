// Where faces are in a picture; not whose, and not how good they are.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "base/result.h"
#include "face/model.h"
#include "vision/imaging.h"
#include "vision/manifest.h"

namespace truename::face {

struct DetectedFace {
  vision::Box box;  // pixels of the picture, not clamped to it
  float score = 0;  // of the detector, 0..1
};

class Detector {
 public:
  static Result<Detector> create(const vision::Manifest& manifest,
                                 const std::filesystem::path& weights);
  // All faces at or above kFaceScoreMinimum, best first, each once. Looks a second time, closer,
  // when the first look over the whole picture finds none.
  Result<std::vector<DetectedFace>> detect(const vision::Image& picture) const;

 private:
  explicit Detector(Model model) : model_(std::move(model)) {}
  Result<std::vector<DetectedFace>> look(const vision::Image& picture) const;
  Result<std::vector<DetectedFace>> look_closer(const vision::Image& picture) const;

  Model model_;
};

// 13,233 of 13,233 LFW images are found at this score (facts: detector RFB-320 of the manifest).
constexpr float kFaceScoreMinimum = 0.65F;

// The subject of a picture: the largest face, the more central one of two alike. Null when empty.
const DetectedFace* main_face(const std::vector<DetectedFace>& faces, const vision::Image& picture);

}  // namespace truename::face
