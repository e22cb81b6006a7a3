// A face turned, scaled and moved to the place where the extractor expects it; no judgement.
#pragma once

#include "face/landmarks.h"
#include "vision/imaging.h"

namespace truename::face {

constexpr int kAlignedSide = 112;  // pixels
// Between the eyes of an aligned face: what the extractor sees, whatever the picture holds.
constexpr float kAlignedInterEyePx = 35.2F;

// 112x112, the ArcFace five-point template (Deng et al. 2019), least-squares similarity. A larger
// face is averaged down first, so that fine texture does not alias. Empty when the points are
// degenerate (all in one place).
vision::Image align(const vision::Image& picture, const FivePoints& points);

}  // namespace truename::face
