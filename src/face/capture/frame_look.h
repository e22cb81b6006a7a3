// What one frame of a capture shows: how many faces, and of the one where it is and how it turns.
#pragma once

#include <optional>

#include "base/result.h"
#include "face/landmarks.h"
#include "face/networks.h"
#include "face/pose.h"
#include "vision/imaging.h"

namespace truename::face {

struct SeenFace {
  vision::Box box;
  Landmarks landmarks{};
  Pose pose;
  float inter_eye_px = 0;
  vision::Point centre;  // between the eyes
};

enum class FaceCount { none, one, several };

struct FrameLook {
  int width = 0;
  int height = 0;
  FaceCount count = FaceCount::none;
  std::optional<SeenFace> face;  // when there is exactly one; a second is never looked at (R35)
};

Result<FrameLook> look_at_frame(const Networks& networks, const vision::Image& picture);

}  // namespace truename::face
