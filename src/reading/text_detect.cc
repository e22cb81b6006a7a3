#include "reading/text_detect.h"

#include <algorithm>
#include <cmath>

namespace truename::reading {
namespace {

using vision::Point;
using vision::Quad;

// The network halves its input five times.
constexpr int kStride = 32;
// Of 480, 640, 736, 800 and 960, the smallest that read all cards filling a quarter of the
// picture's width and height; 960 costs a third more time and memory.
constexpr int kLongSide = 800;
// PaddleOCR's own: pixel threshold, mean over the box, and how far the shrunken box grows back.
constexpr float kPixelThreshold = 0.3F;
constexpr float kBoxThreshold = 0.6F;
constexpr float kUnclipRatio = 1.6F;
constexpr float kShortestSide = 3;          // map pixels; smaller is noise
constexpr std::size_t kRegionLimit = 1000;  // a page of print has fewer; noise can have more
constexpr std::size_t kLineLimit = 100;     // a passport page has about 30

float distance(const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

int to_stride(double length) {
  return std::max(kStride, static_cast<int>(std::lround(length / kStride)) * kStride);
}

Point unit(const Point& from, const Point& to) {
  const float length = std::max(distance(from, to), 1e-3F);
  return {(to.x - from.x) / length, (to.y - from.y) / length};
}

// Training shrank each box by area / perimeter * ratio (DB, Liao et al. 2020 §3.4); undo it.
Quad grow(const Quad& quad) {
  const float width = quad_width(quad);
  const float height = quad_height(quad);
  const float by = width * height * kUnclipRatio / (2 * (width + height));
  const Point across = unit(quad[0], quad[1]);
  const Point down = unit(quad[0], quad[3]);
  constexpr float kAcross[] = {-1, 1, 1, -1};
  constexpr float kDown[] = {-1, -1, 1, 1};
  Quad grown;
  for (std::size_t i = 0; i < quad.size(); ++i) {
    grown[i] = {quad[i].x + by * (kAcross[i] * across.x + kDown[i] * down.x),
                quad[i].y + by * (kAcross[i] * across.y + kDown[i] * down.y)};
  }
  return grown;
}

Quad scaled(Quad quad, float x, float y) {
  for (Point& corner : quad) corner = {corner.x * x, corner.y * y};
  return quad;
}

}  // namespace

float quad_width(const Quad& quad) {
  return (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2;
}

float quad_height(const Quad& quad) {
  return (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
}

// By the direction of the longer side: which corner comes first says nothing on steep boxes.
bool lies_flat(const Quad& quad) {
  const Point& far = quad_width(quad) >= quad_height(quad) ? quad[1] : quad[3];
  return std::abs(far.x - quad[0].x) >= std::abs(far.y - quad[0].y);
}

Result<TextDetector> TextDetector::create(const vision::Manifest& manifest,
                                          const std::filesystem::path& weights) {
  const vision::ModelEntry& entry = manifest.of("text_detect");
  const Bytes model = TRY(vision::read_model(entry, weights));
  return TextDetector(TRY(vision::Network::create(entry.role, model)), entry.input);
}

Result<std::vector<Quad>> TextDetector::detect(const domain::Image& picture) const {
  const double shrink =
      std::min(1.0, static_cast<double>(kLongSide) / std::max(picture.width, picture.height));
  const int width = to_stride(picture.width * shrink);
  const int height = to_stride(picture.height * shrink);
  const auto order =
      input_.channels == "rgb" ? vision::ChannelOrder::rgb : vision::ChannelOrder::bgr;
  const auto outputs = TRY(network_.run(
      vision::to_tensor(vision::resize(picture, width, height), order, input_.mean, input_.scale)));
  if (outputs.empty() || outputs[0].data.size() !=
                             static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
    return fail(ErrorCode::internal, "The model text_detect gave a map of an unexpected size.");
  }
  const float x_scale = static_cast<float>(picture.width) / static_cast<float>(width);
  const float y_scale = static_cast<float>(picture.height) / static_cast<float>(height);
  std::vector<Quad> quads;
  for (const vision::Region& region :
       vision::find_regions(outputs[0].data, width, height, kPixelThreshold, kRegionLimit)) {
    if (region.mean < kBoxThreshold) continue;
    if (std::min(quad_width(region.quad), quad_height(region.quad)) < kShortestSide) continue;
    quads.push_back(scaled(grow(region.quad), x_scale, y_scale));
  }
  std::sort(quads.begin(), quads.end(),
            [](const Quad& a, const Quad& b) { return quad_width(a) > quad_width(b); });
  if (quads.size() > kLineLimit) quads.resize(kLineLimit);
  return quads;
}

}  // namespace truename::reading
