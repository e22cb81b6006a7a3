// Input: all that a quality component may look at, computed once for one face; no judgement.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "face/landmarks.h"
#include "face/pose.h"
#include "vision/imaging.h"

namespace truename::face::quality {

// What is known of a face before its quality. The pictures must outlive the Input made of them.
struct Source {
  const vision::Image& picture;
  const vision::Image& aligned;  // 112x112, as align() gives it; empty when degenerate
  const Landmarks& landmarks;    // pixels of the picture
  vision::Box box;               // as detected, pixels of the picture
  double second_face_part = 0;   // width of the largest other face, as a part of this one's
};

// One byte a pixel, rows packed.
struct Grey {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> values;
  int at(int x, int y) const {
    return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }
};

struct Input {
  Source source;
  double inter_eye_px = 0;  // in the picture, as it lies
  double eye_to_chin_px = 0;
  vision::Point eyes_middle;
  Pose pose;
  // The middle of the aligned face: eyes, nose, mouth and cheeks, without hair and background.
  Grey inner;
  std::array<int, 256> histogram{};  // of `inner`
  double grey_mean = 0;              // of `inner`, 0..255
  double grey_variance = 0;
  bool has_colour = false;  // some pixel of the aligned face is not grey
  // Why nothing can be said from the points, or from the pixels of the face; "" when it can.
  std::string_view points_unusable;
  std::string_view pixels_unusable;
};
Input make_input(const Source& source);

constexpr vision::Box kInnerFace{24, 36, 88, 104};  // pixels of the aligned face
// A face smaller than this is blown up three times and more by aligning: its pixels say nothing.
constexpr double kInterEyeMinimumPx = 10;

}  // namespace truename::face::quality
