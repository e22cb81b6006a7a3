#include "reading/text_direction.h"

#include <algorithm>

#include "reading/text_recognise.h"

namespace truename::reading {
namespace {

constexpr std::size_t kLinesAsked = 5;

// The left part of a long line, for the input is four times as wide as high; a short one stretched.
domain::Image sample(const domain::Image& picture, const vision::Quad& quad,
                     const vision::InputContract& input) {
  const domain::Image line = lay_flat(picture, quad, input.height);
  if (line.width <= input.width) return vision::resize(line, input.width, input.height);
  return vision::crop(line,
                      {0, 0, static_cast<float>(input.width), static_cast<float>(input.height)});
}

}  // namespace

Result<TextDirection> TextDirection::create(const vision::Manifest& manifest,
                                            const std::filesystem::path& weights) {
  const vision::ModelEntry& entry = manifest.of("text_direction");
  const Bytes model = TRY(vision::read_model(entry, weights));
  return TextDirection(TRY(vision::Network::create(entry.role, model)), entry.input);
}

Result<double> TextDirection::upside_down(const domain::Image& picture,
                                          const std::vector<vision::Quad>& quads) const {
  const std::size_t asked = std::min(quads.size(), kLinesAsked);
  if (asked == 0) return 0.0;
  const auto order =
      input_.channels == "rgb" ? vision::ChannelOrder::rgb : vision::ChannelOrder::bgr;
  double sum = 0;
  for (std::size_t i = 0; i < asked; ++i) {
    const auto outputs = TRY(network_.run(
        vision::to_tensor(sample(picture, quads[i], input_), order, input_.mean, input_.scale)));
    if (outputs.empty() || outputs[0].data.size() != 2) {
      return fail(ErrorCode::internal, "The model text_direction gave no pair of scores.");
    }
    sum += static_cast<double>(outputs[0].data[1]);  // {upright, upside down}
  }
  return sum / static_cast<double>(asked);
}

}  // namespace truename::reading
