#include "face/picture_comparer.h"

#include <utility>

#include "face/main_face.h"

namespace truename::face {

Result<ComparisonScore> compare_pictures(const Networks& networks, const domain::Image& first,
                                         const domain::Image& second) {
  const auto no_face = [](const char* which) {
    return fail(ErrorCode::bad_input, std::string("No face was found in the ") + which +
                                          " picture; take one with the face larger.");
  };
  const std::optional<Template> a = TRY(main_template(networks, first));
  if (!a) return no_face("first");
  const std::optional<Template> b = TRY(main_template(networks, second));
  if (!b) return no_face("second");
  return face::compare(*a, *b);
}

PictureComparer::PictureComparer(vision::Manifest manifest, Networks networks,
                                 std::optional<CalibrationTable> calibration)
    : manifest_(std::move(manifest)),
      networks_(std::move(networks)),
      calibration_(std::move(calibration)) {}

Result<std::unique_ptr<PictureComparer>> PictureComparer::create(
    const vision::Manifest& manifest, const std::filesystem::path& weights,
    std::string_view model) {
  vision::Manifest chosen = manifest;
  if (!model.empty()) chosen = TRY(vision::choose(manifest, model));
  const vision::ModelEntry& entry = chosen.of("face_extract");
  std::optional<CalibrationTable> calibration;
  if (!entry.calibration.empty()) {
    calibration = TRY(CalibrationTable::read(chosen.folder / entry.calibration, entry));
  }
  Networks networks = TRY(load_networks(chosen, weights));
  return std::unique_ptr<PictureComparer>(
      new PictureComparer(std::move(chosen), std::move(networks), std::move(calibration)));
}

Result<ComparisonScore> PictureComparer::compare(const domain::Image& first,
                                                 const domain::Image& second) const {
  return compare_pictures(networks_, first, second);
}

std::optional<double> PictureComparer::fmr_bound(ComparisonScore score) const {
  if (!calibration_) return std::nullopt;
  return calibration_->fmr_bound(score);
}

}  // namespace truename::face
