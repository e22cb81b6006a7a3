#include "face/extract.h"

#include <cmath>
#include <numeric>
#include <utility>

#include "base/check.h"

namespace truename::face {

Result<Extractor> Extractor::create(const vision::Manifest& manifest,
                                    const std::filesystem::path& weights) {
  const auto& contract = manifest.of("face_extract").extractor;
  CHECK(contract.has_value());  // parse_entry asks it of this role
  // Of alignment and normalisation one kind each is known: align(), and what Template does.
  const auto dimension = static_cast<std::size_t>(contract->dimension);
  return Extractor(TRY(Model::create(manifest, "face_extract", weights, {dimension})));
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
