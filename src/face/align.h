// A face turned, scaled and moved to the place where the extractor expects it; no judgement.
#pragma once

#include <array>

#include "face/landmarks.h"
#include "vision/imaging.h"

namespace truename::face {

constexpr int kAlignedSide = 112;  // pixels
// Between the eyes of an aligned face: what the extractor sees, whatever the picture holds.
constexpr float kAlignedInterEyePx = 35.2F;
// Where the five points come to lie, in the order of FivePoints: ArcFace's template.
inline constexpr std::array<vision::Point, 5> kAlignedPoints = {{{38.2946F, 51.6963F},
                                                                 {73.5318F, 51.5014F},
                                                                 {56.0252F, 71.7366F},
                                                                 {41.5493F, 92.3655F},
                                                                 {70.7299F, 92.2041F}}};

// 112x112, the ArcFace five-point template (Deng et al. 2019), least-squares similarity. A larger
// face is averaged down first, so that fine texture does not alias. Empty when the points are
// degenerate (all in one place).
vision::Image align(const vision::Image& picture, const FivePoints& points);

}  // namespace truename::face
