// An aligned face to its template; no comparison.
#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"
#include "face/model.h"
#include "face/template.h"
#include "vision/imaging.h"
#include "vision/manifest.h"

namespace truename::face {

class Extractor {
 public:
  static Result<Extractor> create(const vision::Manifest& manifest,
                                  const std::filesystem::path& weights);
  // `aligned` comes from align(). internal when the network gives no usable numbers.
  Result<Template> extract(const vision::Image& aligned) const;

 private:
  explicit Extractor(Model model) : model_(std::move(model)) {}
  Model model_;
};

}  // namespace truename::face
