#include "face/model.h"

#include <string>
#include <utility>

namespace truename::face {
namespace {

// Grey tensors have a scale and no mean; a contract that asks for one would be misread.
bool is_usable(const vision::InputContract& input) {
  const bool sized = input.width > 0 && input.height > 0;
  const bool zero_mean = input.mean == std::array<float, 3>{};
  return sized && (input.channels != "grey" || zero_mean);
}

vision::Image black(int width, int height) {
  vision::Image image{width, height, {}};
  image.bgr.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return image;
}

bool has_sizes(const std::vector<vision::Tensor>& outputs, const std::vector<std::size_t>& sizes) {
  if (outputs.size() != sizes.size()) return false;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (outputs[i].data.size() != sizes[i]) return false;
  }
  return true;
}

}  // namespace

Model::Model(vision::InputContract input, vision::Network network)
    : input_(std::move(input)), network_(std::move(network)) {}

Result<Model> Model::create(const vision::Manifest& manifest, std::string_view role,
                            const std::filesystem::path& weights,
                            const std::vector<std::size_t>& output_sizes) {
  const vision::ModelEntry& entry = manifest.of(role);
  if (!is_usable(entry.input)) {
    return fail(ErrorCode::bad_input, "The input contract of " + entry.role +
                                          " needs a fixed size, and no mean when grey; correct "
                                          "models/manifest.toml.");
  }
  const Bytes bytes = TRY(vision::read_model(entry, weights));
  Model model(entry.input, TRY(vision::Network::create(entry.file, bytes)));
  const auto outputs = model.run(black(entry.input.width, entry.input.height));
  if (!outputs || !has_sizes(*outputs, output_sizes)) {
    return fail(ErrorCode::bad_input, "The model " + entry.file + " has not the shape of a " +
                                          entry.role +
                                          " network; list another one in models/manifest.toml.");
  }
  return model;
}

vision::Tensor Model::tensor_of(const vision::Image& picture) const {
  if (input_.channels == "grey") return vision::to_grey_tensor(picture, input_.scale[0]);
  const auto order =
      input_.channels == "bgr" ? vision::ChannelOrder::bgr : vision::ChannelOrder::rgb;
  return vision::to_tensor(picture, order, input_.mean, input_.scale);
}

Result<std::vector<vision::Tensor>> Model::run(const vision::Image& picture) const {
  if (picture.width == input_.width && picture.height == input_.height) {
    return network_.run(tensor_of(picture));
  }
  return network_.run(tensor_of(vision::resize(picture, input_.width, input_.height)));
}

}  // namespace truename::face
