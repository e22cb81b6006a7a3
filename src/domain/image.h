// Image: decoded pixels in memory, blue-green-red, 8 bits each, rows packed; never stored (R36).
#pragma once

#include <cstdint>
#include <vector>

namespace truename::domain {

struct Image {
  int width = 0;                  // pixels
  int height = 0;                 // pixels
  std::vector<std::uint8_t> bgr;  // height * width * 3
  bool empty() const { return width == 0 || height == 0; }
};

struct Point {
  float x = 0;  // pixels from the left edge
  float y = 0;  // pixels from the top edge
};

}  // namespace truename::domain
