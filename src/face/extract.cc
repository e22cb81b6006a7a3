#include "face/extract.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace truename::face {
namespace {

constexpr std::size_t kFeatures = 512;

}  // namespace

Result<Extractor> Extractor::create(const vision::Manifest& manifest,
                                    const std::filesystem::path& weights) {
  return Extractor(TRY(Model::create(manifest, "face_extract", weights, {kFeatures})));
}

Result<Template> Extractor::extract(const vision::Image& aligned) const {
  std::vector<vision::Tensor> outputs = TRY(model_.run(aligned));
  std::vector<float>& features = outputs[0].data;
  const float square = std::inner_product(features.begin(), features.end(), features.begin(), 0.0F);
  if (!std::isfinite(square) || square <= 0) {
    return fail(ErrorCode::internal, "The face extraction network gave no usable numbers.");
  }
  Template result(features);
  wipe(features);
  return result;
}

}  // namespace truename::face
