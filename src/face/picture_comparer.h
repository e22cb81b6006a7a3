// PictureComparer: two pictures and a chosen model, active or candidate; no part of a registration.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/image.h"
#include "face/calibrate.h"
#include "face/compare.h"
#include "face/networks.h"
#include "vision/manifest.h"

namespace truename::face {

// The main face of each picture, whatever its quality, without PAD: for benchmarks, never for a
// decision. bad_input names the picture (first, second) in which no face was found.
Result<ComparisonScore> compare_pictures(const Networks& networks, const domain::Image& first,
                                         const domain::Image& second);

// Thread-safe: nothing changes after create().
class PictureComparer {
 public:
  // `model`: the id of a listed face_extract or face_detect model; empty for the active ones. A
  // calibration is not needed, but one of another model is bad_input.
  static Result<std::unique_ptr<PictureComparer>> create(const vision::Manifest& manifest,
                                                         const std::filesystem::path& weights,
                                                         std::string_view model);

  Result<ComparisonScore> compare(const domain::Image& first, const domain::Image& second) const;
  // What a score of this model is worth (calibrate.h); nothing when it has no calibration.
  std::optional<double> fmr_bound(ComparisonScore score) const;
  // "" when it has none.
  std::string calibration_id() const { return calibration_ ? calibration_->id() : std::string(); }
  // The manifest with the chosen model in its place.
  const vision::Manifest& manifest() const { return manifest_; }
  const Networks& networks() const { return networks_; }

 private:
  PictureComparer(vision::Manifest manifest, Networks networks,
                  std::optional<CalibrationTable> calibration);

  vision::Manifest manifest_;
  Networks networks_;
  std::optional<CalibrationTable> calibration_;
};

}  // namespace truename::face
