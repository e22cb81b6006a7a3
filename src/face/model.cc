#include "face/model.h"

#include <algorithm>
#include <cmath>
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

// [1, 3, height, width] to [1, height, width, 3].
vision::Tensor interleaved(const vision::Tensor& planes) {
  const std::size_t channels = static_cast<std::size_t>(planes.shape[1]);
  const std::size_t pixels = planes.data.size() / channels;
  vision::Tensor out{{1, planes.shape[2], planes.shape[3], planes.shape[1]}, {}};
  out.data.reserve(planes.data.size());
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      out.data.push_back(planes.data[channel * pixels + pixel]);
    }
  }
  return out;
}

std::string text_of(const std::vector<std::size_t>& sizes) {
  std::string text;
  for (const std::size_t size : sizes) text += (text.empty() ? "" : " and ") + std::to_string(size);
  return text;
}

// What a network does with a black picture tells whether it is one of the kind we asked for.
Status check_outputs(const vision::ModelEntry& entry, const std::vector<vision::Tensor>& outputs,
                     const std::vector<std::size_t>& sizes) {
  std::vector<std::size_t> given;
  bool finite = true;
  for (const vision::Tensor& output : outputs) {
    given.push_back(output.data.size());
    finite = finite && std::all_of(output.data.begin(), output.data.end(),
                                   [](float value) { return std::isfinite(value); });
  }
  if (given != sizes) {
    return fail(ErrorCode::bad_input, "The model " + entry.file +
                                          " has not the shape that models/manifest.toml says of "
                                          "a " +
                                          entry.role + " network: it gives " + text_of(given) +
                                          " numbers instead of " + text_of(sizes) +
                                          "; correct its entry or list another.");
  }
  if (finite) return {};
  return fail(ErrorCode::bad_input, "The model " + entry.file +
                                        " gives numbers that are not finite for a black picture; "
                                        "check mean and scale in models/manifest.toml, or list "
                                        "another model.");
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
  if (!outputs) {
    return fail(ErrorCode::bad_input, "The model " + entry.file +
                                          " does not take the input that models/manifest.toml "
                                          "describes; correct its entry. " +
                                          outputs.error().message);
  }
  TRY_STATUS(check_outputs(entry, *outputs, output_sizes));
  return model;
}

vision::Tensor Model::tensor_of(const vision::Image& picture) const {
  if (input_.channels == "grey") return vision::to_grey_tensor(picture, input_.scale[0]);
  const auto order =
      input_.channels == "bgr" ? vision::ChannelOrder::bgr : vision::ChannelOrder::rgb;
  vision::Tensor tensor = vision::to_tensor(picture, order, input_.mean, input_.scale);
  return input_.layout == vision::Layout::nhwc ? interleaved(tensor) : tensor;
}

Result<std::vector<vision::Tensor>> Model::run(const vision::Image& picture) const {
  if (picture.width == input_.width && picture.height == input_.height) {
    return network_.run(tensor_of(picture));
  }
  return network_.run(tensor_of(vision::resize(picture, input_.width, input_.height)));
}

}  // namespace truename::face
