// An aligned face sampled or evened in other ways than the product does; trials alone.
#pragma once

#include "face/landmarks.h"
#include "vision/imaging.h"

namespace truename::match {

// Catmull-Rom over 4 x 4 pixels: sharper than the product's bilinear sampling.
vision::Image aligned_cubic(const vision::Image& picture, const face::FivePoints& points);
// The mean of 2 x 2 bilinear samples a pixel: smoother, and nothing aliases.
vision::Image aligned_averaged(const vision::Image& picture, const face::FivePoints& points);
// Grey levels of the middle of the face from the 1st to the 99th percentile drawn to 5..250, all
// channels alike.
vision::Image stretched(vision::Image aligned);

}  // namespace truename::match
