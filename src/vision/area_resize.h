// Shrinking by area averaging, the step that every large picture goes through; no other resampling.
#pragma once

#include <cstddef>
#include <cstdint>

namespace truename::vision {

// Rows of three bytes a pixel, `stride` bytes from one to the next.
struct PixelRows {
  const std::uint8_t* first = nullptr;
  std::size_t stride = 0;
  int width = 0;
  int height = 0;
};

// Each pixel of `out` (width x height, without gaps) is the mean of the area of `from` that it
// covers, parts of pixels weighted by their share, rounded to nearest. OpenCV's INTER_AREA to
// within 1, several times faster where the factor is no whole number (docs/performance.md).
// `from` must be at least as wide and high as `out`.
void area_resize(const PixelRows& from, std::uint8_t* out, int width, int height);

}  // namespace truename::vision
