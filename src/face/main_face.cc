#include "face/main_face.h"

#include <utility>

#include "face/align.h"

namespace truename::face {

Result<FoundFace> look_at(const Networks& networks, const vision::Image& picture,
                          const DetectedFace& face, StageTimes& times, double second_face_part) {
  const Landmarks landmarks =
      TRY(timed(times.landmarks_ms, [&] { return networks.landmarker.locate(picture, face.box); }));
  return timed(times.quality_ms, [&] {
    const FivePoints points = five_points(landmarks);
    FoundFace found{.detected = face,
                    .aligned = align(picture, points),
                    .inter_eye_px = inter_eye_distance_px(points),
                    .measurements = {}};
    found.measurements = quality::measure_all(
        quality::make_input({picture, found.aligned, landmarks, face.box, second_face_part}));
    return found;
  });
}

Result<std::optional<Template>> main_template(const Networks& networks,
                                              const vision::Image& picture) {
  const std::vector<DetectedFace> faces = TRY(networks.detector.detect(picture));
  const DetectedFace* const face = main_face(faces, picture);
  if (face == nullptr) return std::nullopt;
  const Landmarks landmarks = TRY(networks.landmarker.locate(picture, face->box));
  const vision::Image aligned = align(picture, five_points(landmarks));
  if (aligned.empty()) return std::nullopt;
  return TRY(networks.extractor.extract(aligned));
}

}  // namespace truename::face
