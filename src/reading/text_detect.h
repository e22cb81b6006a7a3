// Finds where lines of text stand in a picture (PP-OCR detection); not what they say.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "vision/imaging.h"
#include "vision/manifest.h"
#include "vision/onnx.h"

namespace truename::reading {

// Its longer side runs across the picture rather than down.
bool lies_flat(const vision::Quad& quad);
// Mean lengths of opposite sides, in pixels.
float quad_width(const vision::Quad& quad);
float quad_height(const vision::Quad& quad);

class TextDetector {
 public:
  // Errors of read_model and Network::create.
  static Result<TextDetector> create(const vision::Manifest& manifest,
                                     const std::filesystem::path& weights);
  // Text lines as quads in the picture's pixels, widest first, at most 100. Thread-safe.
  Result<std::vector<vision::Quad>> detect(const domain::Image& picture) const;

 private:
  TextDetector(vision::Network network, vision::InputContract input)
      : network_(std::move(network)), input_(std::move(input)) {}
  vision::Network network_;
  vision::InputContract input_;
};

}  // namespace truename::reading
