#include "face/pad.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace truename::face {
namespace {

constexpr std::size_t kClasses = 3;  // live, and two kinds of attack
// The frame of a print or the edge of a screen is the clue: as the network was made (MiniFASNet).
constexpr float kContextFactor = 2.7F;
// Chosen on rendered people, since no real captures are at hand: live pictures score 0.979 or more,
// prints with a visible border 0.549 or less, screens 0.852 or less. Real error rates (APCER,
// BPCER) are unknown until measured on an operator's own captures; a live person below it is
// referred or tries again, so the price of a high value is work, not a wrong line.
constexpr double kLiveScoreMinimum = 0.9;

}  // namespace

Result<PadDetector> PadDetector::create(const vision::Manifest& manifest,
                                        const std::filesystem::path& weights) {
  return PadDetector(TRY(Model::create(manifest, "face_pad", weights, {kClasses})));
}

PadContext pad_context(const vision::Image& picture, const vision::Box& face) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  const float factor =
      std::min({kContextFactor, (width - 1) / face.width(), (height - 1) / face.height()});
  const float half_width = face.width() * factor / 2;
  const float half_height = face.height() * factor / 2;
  const float x = std::clamp((face.left + face.right) / 2, half_width, width - half_width);
  const float y = std::clamp((face.top + face.bottom) / 2, half_height, height - half_height);
  return {.box = {x - half_width, y - half_height, x + half_width, y + half_height},
          .factor = factor};
}

// Output: three logits, the first of the live class.
Result<PadScore> PadDetector::score(const vision::Image& picture, const vision::Box& face) const {
  const vision::Image context = vision::crop(picture, pad_context(picture, face).box);
  if (context.empty()) return PadScore(0);
  const std::vector<vision::Tensor> outputs = TRY(model_.run(context));
  const std::vector<float>& logits = outputs[0].data;
  const float highest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float logit : logits) sum += std::exp(logit - highest);
  return PadScore(std::exp(logits[0] - highest) / sum);
}

domain::PadResult pad_result(PadScore score) {
  return score.get() >= kLiveScoreMinimum ? domain::PadResult::live : domain::PadResult::suspected;
}

}  // namespace truename::face
