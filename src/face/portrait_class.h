// How good the portrait of a document is, as far as it changes what a score is worth; no gate.
#pragma once

#include "vision/imaging.h"

namespace truename::face {

// What a class is chosen by. Told apart from the quality components, whose units and limits may
// change, because a calibration table is bound to these.
struct PortraitMeasures {
  double inter_eye_px = 0;  // in the picture of the portrait
  // Variance of the Laplacian of the inner aligned face, relative to its contrast; 0 of a blank.
  double sharpness = 0;
};
PortraitMeasures measure_portrait(double inter_eye_px, const vision::Image& aligned);

enum class PortraitClass {
  clear,  // at least as large and as sharp as the pictures a table's rows were measured on
  poor,   // smaller or less sharp
};

// Below either, a portrait is poor.
struct PoorPortraitLimits {
  double inter_eye_px = 0;
  double sharpness = 0;
};
PortraitClass classify(const PortraitMeasures& portrait, const PoorPortraitLimits& limits);

}  // namespace truename::face
