// Whether one found face is good enough to compare, and why not; never whose face or what sort.
#pragma once

#include <string>
#include <vector>

#include "domain/evidence.h"
#include "face/landmarks.h"
#include "face/pose.h"
#include "vision/imaging.h"

namespace truename::face {

// ISO/IEC 29794-5 components, in their own units.
struct FaceMeasures {
  double inter_eye_px = 0;  // in the picture, not after alignment
  Pose pose;
  double sharpness = 0;     // variance of the Laplacian of the aligned face, relative to its
                            // contrast, so that light and skin tone weigh little
  double highlight = 0;     // 95th percentile of grey, 0..255: even dark skin shines in light
  double clipped_part = 0;  // part of the aligned face at 250 or above
  double edge_margin = 0;   // smallest distance of a landmark to the picture's edge, in
                            // inter-eye distances; negative outside
};
FaceMeasures measure_face(const vision::Image& picture, const Landmarks& landmarks,
                          const vision::Image& aligned);

struct QualityReport {
  std::vector<domain::QualityFinding> findings;
  int quality = 0;  // 0..100, of the worst component; below 50 exactly when there is a finding
};
QualityReport judge_quality(const FaceMeasures& measures, domain::Subject subject);

}  // namespace truename::face
