// A sharp face picture made like the portrait of a document; for measuring, no part of the product.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "vision/imaging.h"

namespace truename::match {

// What printing and photographing a portrait does, step by step in this order. A model of it, not
// measured on real documents.
struct Degradation {
  std::string_view name;
  int side_px = 0;        // 1. shrunk so that the longer side of the picture has so many pixels
  double saturation = 1;  // 2. small gamut: colour drawn to grey by this factor,
  double black = 0;       //    and 0..255 squeezed into black..white (ink on grey card)
  double white = 255;
  double halftone = 0;     // 3. clustered-dot screens, one angle a channel, this part of the ink
  double blur_px = 0;      // 4. lens and laminate: Gaussian, standard deviation
  double noise = 0;        // 5. sensor: standard deviation in grey levels
  int jpeg_quality = 100;  // 6. as stored or sent
};

// "small" is a sharp picture that is small and nothing else; "card" adds a print: 140 px, small
// gamut, halftone, blur, JPEG 55.
const std::vector<Degradation>& degradations();
// Null when there is none of this name.
const Degradation* find_degradation(std::string_view name);

// The same picture, step and seed give the same bytes.
vision::Image degrade(const vision::Image& picture, const Degradation& how, std::uint64_t seed);

// Gaussian, edges repeated; standard deviation in pixels.
vision::Image blur(const vision::Image& picture, double sigma_px);
// Unsharp mask: adds `amount` of what a blur of `sigma_px` takes away.
vision::Image sharpen(const vision::Image& picture, double sigma_px, double amount);
vision::Image mirror(const vision::Image& picture);

}  // namespace truename::match
