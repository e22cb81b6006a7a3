// The main face of a picture, found, aligned and measured; whether that is enough is not said here.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "face/networks.h"
#include "face/quality/assess.h"
#include "face/stage_times.h"
#include "face/template.h"

namespace truename::face {

struct FoundFace {
  DetectedFace detected;
  vision::Image aligned;    // empty when the landmarks fell into one place
  double inter_eye_px = 0;  // in the picture, as it lies
  quality::Measurements measurements;
};

// `face` is one of those detected in `picture`; `second_face_part` is the width of the largest
// other one as a part of its own.
Result<FoundFace> look_at(const Networks& networks, const vision::Image& picture,
                          const DetectedFace& face, StageTimes& times, double second_face_part = 0);

// The template of the main face, whatever its quality; nothing where no face is found. For
// comparing pictures and for calibration, where poor pictures count too.
Result<std::optional<Template>> main_template(const Networks& networks,
                                              const vision::Image& picture);

}  // namespace truename::face
