// The turn of a head in degrees, estimated from its landmarks; good to a few degrees, no better.
#pragma once

#include "face/landmarks.h"

namespace truename::face {

struct Pose {
  float yaw_deg = 0;    // positive: the face points to the right edge of the picture
  float pitch_deg = 0;  // positive: the face points up
  float roll_deg = 0;   // positive: the head leans clockwise in the picture
};

Pose estimate_pose(const Landmarks& landmarks);

}  // namespace truename::face
