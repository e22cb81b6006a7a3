#include "face/capture/same_person.h"

#include <algorithm>
#include <cmath>

#include "face/align.h"
#include "face/compare.h"

namespace truename::face {
namespace {

// Two frontal frames of a minute are far more alike than a document and a face of years later, for
// which the pack asks 5e-6: the strictest that a table of seven million comparisons can say.
constexpr double kFrontFmrMaximum = 1e-6;
// A turned face is compared with a frontal one: the table was not made for that, and says too much.
constexpr double kTurnedFmrMaximum = 1e-3;
// Between two frames at most this far apart, in inter-eye distances and as a ratio of sizes. A
// person who turns within 100 ms moves the eyes by half of one.
constexpr double kJumpInterEyes = 1.5;
constexpr double kJumpScale = 1.6;
constexpr std::uint64_t kJumpWithinMs = 250;

}  // namespace

void SamePersonLayer::follow(const SeenFace& face, std::uint64_t time_ms) {
  if (last_ && time_ms - last_ms_ <= kJumpWithinMs) {
    const double unit = std::max(1.0F, std::max(face.inter_eye_px, last_->inter_eye_px));
    const double moved =
        std::hypot(face.centre.x - last_->centre.x, face.centre.y - last_->centre.y);
    const double height = face.box.height() / std::max(1.0F, last_->box.height());
    if (moved > kJumpInterEyes * unit || height > kJumpScale || height < 1 / kJumpScale) {
      jumped_ = true;
    }
  }
  last_ = face;
  last_ms_ = time_ms;
}

Status SamePersonLayer::compare_frame(const vision::Image& picture, const SeenFace& face,
                                      Facing facing) {
  const vision::Image aligned = align(picture, five_points(face.landmarks));
  if (aligned.empty()) return {};
  Template current = TRY(extractor_.extract(aligned));
  ++compared_;
  if (first_) {
    double& worst = facing == Facing::front ? worst_front_ : worst_turned_;
    worst = std::max(worst, calibration_.fmr_bound(compare(current, *first_)));
    const double step = calibration_.fmr_bound(compare(current, *previous_));
    worst_turned_ = std::max(worst_turned_, step);
  } else {
    first_ = current;
  }
  previous_ = std::move(current);
  return {};
}

domain::CaptureLayer SamePersonLayer::result() const {
  using domain::LayerStatus;
  if (jumped_) return {LayerStatus::failed, "face_jumped"};
  if (compared_ < 2) return {LayerStatus::not_assessed, "too_few_frames"};
  const bool same = worst_front_ <= kFrontFmrMaximum && worst_turned_ <= kTurnedFmrMaximum;
  if (!same) return {LayerStatus::failed, "another_person"};
  return {LayerStatus::passed, ""};
}

}  // namespace truename::face
