#include "face/detect.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace truename::face {
namespace {

// UltraFace: each step looks at a coarser grid of the input, with so many anchors at each place.
constexpr struct {
  int stride;
  int anchors;
} kGrids[] = {{8, 3}, {16, 2}, {32, 2}, {64, 3}};
// Overlap (intersection over union) above which two boxes are one face; the network's own value.
constexpr float kSameFaceOverlap = 0.3F;
// A crowd of more says nothing more to us than "several".
constexpr std::size_t kFaceLimit = 64;
// Side of a close-look tile, as a part of the picture's side: 2 x 2 tiles overlap by a third, so
// that a face of a sixth of the picture is whole in one of them.
constexpr float kTilePart = 0.6F;
// Below this a tile shows nothing the first look did not.
constexpr int kTileSideMinimum = 160;

float area(const vision::Box& box) {
  return std::max(0.0F, box.width()) * std::max(0.0F, box.height());
}

float overlap(const vision::Box& a, const vision::Box& b) {
  const vision::Box both{std::max(a.left, b.left), std::max(a.top, b.top),
                         std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
  const float common = area(both);
  return common <= 0 ? 0 : common / (area(a) + area(b) - common);
}

// 4420 for an input of 320x240.
std::size_t anchors_of(int width, int height) {
  int count = 0;
  for (const auto& grid : kGrids) {
    const auto cells = [&](int side) { return (side + grid.stride - 1) / grid.stride; };
    count += cells(width) * cells(height) * grid.anchors;
  }
  return static_cast<std::size_t>(count);
}

struct Fitted {
  vision::Image picture;
  float scale = 1;  // from the original
};

// In its own proportions at the top left, the rest black: stretched faces get boxes that are off.
Fitted fit(const vision::Image& picture, int width, int height) {
  const float scale = std::min(static_cast<float>(width) / static_cast<float>(picture.width),
                               static_cast<float>(height) / static_cast<float>(picture.height));
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(static_cast<float>(length) * scale)));
  };
  const vision::Image small = vision::resize(picture, side(picture.width), side(picture.height));
  return {vision::on_black(small, width, height), scale};
}

// Greedy: the best box of each overlapping group stays.
std::vector<DetectedFace> each_once(std::vector<DetectedFace> found) {
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.score > b.score; });
  std::vector<DetectedFace> kept;
  for (const DetectedFace& face : found) {
    if (kept.size() == kFaceLimit) break;
    const bool seen = std::any_of(kept.begin(), kept.end(), [&](const DetectedFace& other) {
      return overlap(face.box, other.box) > kSameFaceOverlap;
    });
    if (!seen) kept.push_back(face);
  }
  return kept;
}

}  // namespace

Result<Detector> Detector::create(const vision::Manifest& manifest,
                                  const std::filesystem::path& weights) {
  const vision::InputContract& input = manifest.of("face_detect").input;
  const std::size_t anchors = anchors_of(input.width, input.height);
  return Detector(TRY(Model::create(manifest, "face_detect", weights, {anchors * 2, anchors * 4})));
}

// Outputs: see BoxDecoder::ultraface_rfb.
Result<std::vector<DetectedFace>> Detector::look(const vision::Image& picture) const {
  const Fitted fitted = fit(picture, model_.width(), model_.height());
  const std::vector<vision::Tensor> outputs = TRY(model_.run(fitted.picture));
  const float width = static_cast<float>(model_.width()) / fitted.scale;
  const float height = static_cast<float>(model_.height()) / fitted.scale;
  std::vector<DetectedFace> found;
  for (std::size_t i = 0; i < outputs[0].data.size() / 2; ++i) {
    const float score = outputs[0].data[2 * i + 1];
    if (!(score >= kFaceScoreMinimum)) continue;  // also no number at all
    const float* const corner = outputs[1].data.data() + 4 * i;
    const vision::Box box{corner[0] * width, corner[1] * height, corner[2] * width,
                          corner[3] * height};
    if (area(box) > 0) found.push_back({box, score});
  }
  return each_once(std::move(found));
}

Result<std::vector<DetectedFace>> Detector::look_closer(const vision::Image& picture) const {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  std::vector<DetectedFace> found;
  for (const float top : {0.0F, height * (1 - kTilePart)}) {
    for (const float left : {0.0F, width * (1 - kTilePart)}) {
      const vision::Box tile{std::round(left), std::round(top), left + width * kTilePart,
                             top + height * kTilePart};
      for (DetectedFace face : TRY(look(vision::crop(picture, tile)))) {
        face.box = {face.box.left + tile.left, face.box.top + tile.top, face.box.right + tile.left,
                    face.box.bottom + tile.top};
        found.push_back(face);
      }
    }
  }
  return each_once(std::move(found));
}

Result<std::vector<DetectedFace>> Detector::detect(const vision::Image& picture) const {
  std::vector<DetectedFace> faces = TRY(look(picture));
  const int side = std::min(picture.width, picture.height);
  if (faces.empty() && static_cast<float>(side) * kTilePart >= kTileSideMinimum) {
    return look_closer(picture);
  }
  return faces;
}

const DetectedFace* main_face(const std::vector<DetectedFace>& faces,
                              const vision::Image& picture) {
  const auto weight = [&](const DetectedFace& face) {
    const float x = (face.box.left + face.box.right - static_cast<float>(picture.width)) / 2;
    const float y = (face.box.top + face.box.bottom - static_cast<float>(picture.height)) / 2;
    return area(face.box) - 2 * (x * x + y * y);  // distance weighs like area
  };
  const auto best = std::max_element(
      faces.begin(), faces.end(),
      [&](const DetectedFace& a, const DetectedFace& b) { return weight(a) < weight(b); });
  return best == faces.end() ? nullptr : &*best;
}

}  // namespace truename::face
