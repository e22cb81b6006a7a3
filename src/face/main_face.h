// The main face of a picture, found, aligned and measured; whether that is enough is not said here.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "face/networks.h"
#include "face/quality.h"
#include "face/stage_times.h"
#include "face/template.h"

namespace truename::face {

struct FoundFace {
  DetectedFace detected;
  vision::Image aligned;  // empty when the landmarks fell into one place
  FaceMeasures measures;
};

// `face` is one of those detected in `picture`.
Result<FoundFace> look_at(const Networks& networks, const vision::Image& picture,
                          const DetectedFace& face, StageTimes& times);

// The template of the main face, whatever its quality; nothing where no face is found. For
// comparing pictures and for calibration, where poor pictures count too.
Result<std::optional<Template>> main_template(const Networks& networks,
                                              const vision::Image& picture);

}  // namespace truename::face
