// Tells whether lines of text stand upside down (PP-OCR direction); quarter turns it cannot see.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "vision/imaging.h"
#include "vision/manifest.h"
#include "vision/onnx.h"

namespace truename::reading {

class TextDirection {
 public:
  // Errors of read_model and Network::create.
  static Result<TextDirection> create(const vision::Manifest& manifest,
                                      const std::filesystem::path& weights);
  // How likely the lines stand upside down, 0..1: the mean over the first five. Thread-safe.
  Result<double> upside_down(const domain::Image& picture,
                             const std::vector<vision::Quad>& quads) const;

 private:
  TextDirection(vision::Network network, vision::InputContract input)
      : network_(std::move(network)), input_(std::move(input)) {}
  vision::Network network_;
  vision::InputContract input_;
};

}  // namespace truename::reading
