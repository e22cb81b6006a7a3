#include "face/capture/frame_look.h"

#include <algorithm>

namespace truename::face {
namespace {

// A face less than this part of the main one's width is a poster far behind, as in a still probe.
constexpr float kSecondFacePart = 0.25F;

bool has_second(const std::vector<DetectedFace>& faces, const DetectedFace& main) {
  return std::any_of(faces.begin(), faces.end(), [&](const DetectedFace& face) {
    return &face != &main && face.box.width() >= kSecondFacePart * main.box.width();
  });
}

}  // namespace

Result<FrameLook> look_at_frame(const Networks& networks, const vision::Image& picture) {
  FrameLook look{.width = picture.width, .height = picture.height};
  const std::vector<DetectedFace> faces = TRY(networks.detector.detect(picture));
  const DetectedFace* const main = main_face(faces, picture);
  if (main == nullptr) return look;
  look.count = has_second(faces, *main) ? FaceCount::several : FaceCount::one;
  if (look.count == FaceCount::several) return look;
  SeenFace face{.box = main->box};
  face.landmarks = TRY(networks.landmarker.locate(picture, main->box));
  face.pose = estimate_pose(face.landmarks);
  const FivePoints points = five_points(face.landmarks);
  face.inter_eye_px = inter_eye_distance_px(points);
  face.centre = {(points.left_eye.x + points.right_eye.x) / 2,
                 (points.left_eye.y + points.right_eye.y) / 2};
  look.face = face;
  return look;
}

}  // namespace truename::face
