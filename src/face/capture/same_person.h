// Is it the same person in every frame of ONE session: each chosen frame is compared with the first
// and with the one before (1:1, R19); nobody else's template is ever near.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "domain/capture.h"
#include "face/calibrate.h"
#include "face/capture/frame_look.h"
#include "face/extract.h"
#include "face/template.h"

namespace truename::face {

enum class Facing { front, turned };

class SamePersonLayer {
 public:
  // Both are borrowed.
  SamePersonLayer(const Extractor& extractor, const CalibrationTable& calibration)
      : extractor_(extractor), calibration_(calibration) {}

  // Every frame with a face: a face that jumps from place to place is two faces.
  void follow(const SeenFace& face, std::uint64_t time_ms);
  // A chosen frame; the caller chooses at rest, at the end of each turn and back at rest.
  Status compare_frame(const vision::Image& picture, const SeenFace& face, Facing facing);
  bool may_compare() const { return compared_ < kFrameLimit; }
  domain::CaptureLayer result() const;
  // Worst FMR bounds seen: 1 is certainly another person's, as far as the table goes.
  double worst_front() const { return worst_front_; }
  double worst_turned() const { return worst_turned_; }

 private:
  static constexpr int kFrameLimit = 16;  // templates made in one session; each costs 9 ms

  const Extractor& extractor_;
  const CalibrationTable& calibration_;
  std::optional<Template> first_;
  std::optional<Template> previous_;
  std::optional<SeenFace> last_;
  std::uint64_t last_ms_ = 0;
  int compared_ = 0;
  double worst_front_ = 0;
  double worst_turned_ = 0;
  bool jumped_ = false;
};

}  // namespace truename::face
