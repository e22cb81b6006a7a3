#include "face/quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>

#include "face/align.h"

namespace truename::face {
namespace {

// `limit` scores 50 and is the last that passes; `good` scores 100. `good` below `limit` means that
// less is better.
struct Span {
  double limit = 0;
  double good = 0;
};

struct Limits {
  Span inter_eye_px;
  Span yaw_deg;
  Span pitch_deg;
  Span roll_deg;
  Span sharpness;
  Span highlight;
  Span clipped_part;
  Span edge_margin;
};

// What was tried: live pictures of four rendered people, made worse step by step, against their own
// portraits. A limit stands where the comparison score has lost about 0.1, or for geometry where
// the aligned face would no longer be whole.
constexpr Limits kProbeLimits = {
    // The extractor sees 35 px between the eyes; a quarter more, and PAD has texture to look at.
    // ISO/IEC 19794-5 asks for 90.
    .inter_eye_px = {45, 90},
    // The estimate is off by up to 20 degrees of pitch for some faces, less for yaw.
    .yaw_deg = {30, 10},
    .pitch_deg = {30, 10},
    .roll_deg = {30, 10},
    // Smoothing over a twelfth of the inter-eye distance gives 0.01 to 0.05, a sharp picture 0.2.
    .sharpness = {0.03, 0.2},
    // Scores fall below the same value for dark and for light skin.
    .highlight = {45, 120},
    // Half of the inner face without any texture.
    .clipped_part = {0.5, 0.1},
    // Jaw, brows and all between must be inside.
    .edge_margin = {0.05, 0.5}};
// A portrait cannot be taken again at the counter: only what makes comparing meaningless counts.
constexpr Limits kPortraitLimits = {
    // A face of about 40 px: scores keep within 0.05 of those of the large picture.
    .inter_eye_px = {20, 60},
    .yaw_deg = {35, 10},
    .pitch_deg = {35, 10},
    .roll_deg = {45, 10},
    .sharpness = {0.015, 0.2},
    .highlight = {40, 120},
    .clipped_part = {0.6, 0.1},
    // The cut around a portrait may graze the jaw.
    .edge_margin = {-0.1, 0.3}};

double score_of(double value, const Span& span) {
  const double at = (value - span.limit) / (span.good - span.limit);
  return std::clamp(50 + 50 * at, 0.0, 100.0);
}

double grey_percentile(std::vector<std::uint8_t> grey, double part) {
  const auto at = static_cast<std::ptrdiff_t>(static_cast<double>(grey.size() - 1) * part);
  std::nth_element(grey.begin(), grey.begin() + at, grey.end());
  return grey[static_cast<std::size_t>(at)];
}

double variance(const std::vector<std::uint8_t>& grey) {
  const auto count = static_cast<double>(grey.size());
  const double mean = std::accumulate(grey.begin(), grey.end(), 0.0) / count;
  const double squares =
      std::inner_product(grey.begin(), grey.end(), grey.begin(), 0.0, std::plus<>(),
                         [](double a, double b) { return a * b; });
  return squares / count - mean * mean;
}

double edge_margin_px(const vision::Image& picture, const Landmarks& landmarks) {
  float margin = static_cast<float>(std::max(picture.width, picture.height));
  for (const vision::Point& point : landmarks) {
    margin = std::min({margin, point.x, point.y, static_cast<float>(picture.width) - point.x,
                       static_cast<float>(picture.height) - point.y});
  }
  return margin;
}

// The middle of the aligned face: eyes, nose, mouth and cheeks, without hair and background.
constexpr vision::Box kInnerFace{24, 36, 88, 104};

}  // namespace

FaceMeasures measure_face(const vision::Image& picture, const Landmarks& landmarks,
                          const vision::Image& aligned) {
  FaceMeasures measures;
  measures.inter_eye_px = inter_eye_distance_px(five_points(landmarks));
  measures.pose = estimate_pose(landmarks);
  measures.edge_margin = edge_margin_px(picture, landmarks) / std::max(1.0, measures.inter_eye_px);
  const vision::Image face = vision::crop(aligned, kInnerFace);
  if (face.empty()) return measures;
  const std::vector<std::uint8_t> grey = vision::to_grey(face);
  measures.sharpness = vision::laplacian_variance(face) / std::max(1.0, variance(grey));
  measures.highlight = grey_percentile(grey, 0.95);
  const auto clipped =
      std::count_if(grey.begin(), grey.end(), [](std::uint8_t value) { return value >= 250; });
  measures.clipped_part = static_cast<double>(clipped) / static_cast<double>(grey.size());
  return measures;
}

QualityReport judge_quality(const FaceMeasures& measures, domain::Subject subject) {
  const Limits& limits = subject == domain::Subject::probe ? kProbeLimits : kPortraitLimits;
  const double pose = std::min({score_of(std::abs(measures.pose.yaw_deg), limits.yaw_deg),
                                score_of(std::abs(measures.pose.pitch_deg), limits.pitch_deg),
                                score_of(std::abs(measures.pose.roll_deg), limits.roll_deg)});
  const std::pair<const char*, double> components[] = {
      {"inter_eye_distance", score_of(measures.inter_eye_px, limits.inter_eye_px)},
      {"too_close_to_edge", score_of(measures.edge_margin, limits.edge_margin)},
      {"pose", pose},
      {"sharpness", score_of(measures.sharpness, limits.sharpness)},
      {"under_exposure", score_of(measures.highlight, limits.highlight)},
      {"over_exposure", score_of(measures.clipped_part, limits.clipped_part)}};
  QualityReport report{.findings = {}, .quality = 100};
  for (const auto& [component, score] : components) {
    if (score < 50) report.findings.push_back({subject, component});
    report.quality = std::min(report.quality, static_cast<int>(score));
  }
  return report;
}

}  // namespace truename::face
