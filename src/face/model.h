// Model: a listed network with its input contract, pictures in and numbers out; not their meaning.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "vision/manifest.h"
#include "vision/onnx.h"

namespace truename::face {

class Model {
 public:
  // The active model of `role`. `output_sizes` are the numbers each output must hold. A network of
  // another shape, or that gives a black picture no finite numbers, is bad_input here, at the
  // start, and never in the middle of a sale.
  static Result<Model> create(const vision::Manifest& manifest, std::string_view role,
                              const std::filesystem::path& weights,
                              const std::vector<std::size_t>& output_sizes);

  // Resizes `picture` to the contract's size, and applies channel order, mean and scale.
  Result<std::vector<vision::Tensor>> run(const vision::Image& picture) const;
  int width() const { return input_.width; }
  int height() const { return input_.height; }

 private:
  Model(vision::InputContract input, vision::Network network);
  vision::Tensor tensor_of(const vision::Image& picture) const;

  vision::InputContract input_;
  vision::Network network_;
};

}  // namespace truename::face
