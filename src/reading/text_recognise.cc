#include "reading/text_recognise.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/files.h"
#include "reading/text_detect.h"

namespace truename::reading {
namespace {

using domain::Image;
using vision::Point;
using vision::Quad;

constexpr int kWidestLine = 2400;  // pixels at 48 high; an MRZ line takes 1,200
// The network was trained on lines padded to 320 pixels. Of 8, 96 and 320 here, 96 leaves the least
// sure field surest on blurred photographs.
constexpr int kNarrowestInput = 96;

// Right of the line grey, which is zero after the input contract.
Image padded(const Image& line, int width) {
  if (line.width >= width) return line;
  Image out{width, line.height, {}};
  const auto row = static_cast<std::size_t>(width) * 3;
  out.bgr.assign(row * static_cast<std::size_t>(line.height), 127);
  const auto line_row = static_cast<std::size_t>(line.width) * 3;
  for (std::size_t y = 0; y < static_cast<std::size_t>(line.height); ++y) {
    std::copy_n(line.bgr.begin() + y * line_row, line_row, out.bgr.begin() + y * row);
  }
  return out;
}

Point between(const Point& a, const Point& b, float part) {
  return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

// On the middle of the line, `part` of the way from its left end.
Point along(const Quad& quad, float part) {
  return between(between(quad[0], quad[3], 0.5F), between(quad[1], quad[2], 0.5F), part);
}

// A run of equal best classes over the steps of the line.
struct Run {
  std::size_t index = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  float best = 0;
};

// Greedy CTC: repeats fold into one, index 0 parts equal neighbours (Graves et al. 2006 §3.2).
std::vector<Run> fold(const vision::Tensor& output, const std::vector<std::size_t>& allowed) {
  const auto classes = static_cast<std::size_t>(output.shape[2]);
  const auto steps = static_cast<std::size_t>(output.shape[1]);
  std::vector<Run> runs;
  std::size_t before = 0;
  for (std::size_t step = 0; step < steps; ++step) {
    const float* const scores = output.data.data() + step * classes;
    const std::size_t index =
        *std::max_element(allowed.begin(), allowed.end(),
                          [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
    if (index != 0 && index == before) {
      runs.back().last = step;
      runs.back().best = std::max(runs.back().best, scores[index]);
    } else if (index != 0) {
      runs.push_back({index, step, step, scores[index]});
    }
    before = index;
  }
  return runs;
}

bool stands_in_mrz(const std::string& character) {
  return character.empty() || character == "<" ||
         (character.size() == 1 && std::isalnum(static_cast<unsigned char>(character[0])) != 0);
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char byte : text) {
    if (byte == '\n') {
      lines.emplace_back();
    } else if (byte != '\r') {
      lines.back() += byte;
    }
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::string text_of(const std::vector<Glyph>& glyphs) {
  std::string text;
  for (const Glyph& glyph : glyphs) text += glyph.text;
  return text;
}

double confidence_of(const std::vector<Glyph>& glyphs) {
  if (glyphs.empty()) return 0;
  double sum = 0;
  for (const Glyph& glyph : glyphs) sum += glyph.confidence;
  return sum / static_cast<double>(glyphs.size());
}

Image lay_flat(const Image& picture, const Quad& quad, int height) {
  const float aspect = quad_width(quad) / std::max(quad_height(quad), 1.0F);
  const int width = std::clamp(static_cast<int>(std::lround(aspect * static_cast<float>(height))),
                               8, kWidestLine);
  const auto right = static_cast<float>(width);
  const auto bottom = static_cast<float>(height);
  const auto transform = vision::fit_homography({quad.begin(), quad.end()},
                                                {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}});
  return vision::warp(picture, transform, width, height);
}

TextRecogniser::TextRecogniser(vision::Network network, vision::InputContract input,
                               std::vector<std::string> characters)
    : network_(std::move(network)), input_(std::move(input)), characters_(std::move(characters)) {
  for (std::size_t index = 0; index < characters_.size(); ++index) {
    any_.push_back(index);
    if (stands_in_mrz(characters_[index])) mrz_.push_back(index);
  }
}

Result<TextRecogniser> TextRecogniser::create(const vision::Manifest& manifest,
                                              const std::filesystem::path& weights) {
  const vision::ModelEntry& entry = manifest.of("text_recognise");
  const Bytes model = TRY(vision::read_model(entry, weights));
  const Bytes keys = TRY(vision::read_model(manifest.of("text_keys"), weights));
  std::vector<std::string> characters{""};
  for (std::string& line : split_lines(std::string(as_text(keys)))) {
    characters.push_back(std::move(line));
  }
  characters.emplace_back(" ");
  return TextRecogniser(TRY(vision::Network::create(entry.role, model)), entry.input,
                        std::move(characters));
}

Result<TextLine> TextRecogniser::recognise(const Image& picture, const Quad& quad,
                                           Alphabet alphabet) const {
  const Image flat = lay_flat(picture, quad, input_.height);
  const Image line = padded(flat, kNarrowestInput);
  const auto order =
      input_.channels == "rgb" ? vision::ChannelOrder::rgb : vision::ChannelOrder::bgr;
  const auto outputs = TRY(network_.run(vision::to_tensor(line, order, input_.mean, input_.scale)));
  if (outputs.empty() || outputs[0].shape.size() != 3 ||
      outputs[0].shape[2] != static_cast<std::int64_t>(characters_.size())) {
    return fail(ErrorCode::corrupt,
                "The models text_recognise and text_keys do not fit; run ./dev install again.");
  }
  TextLine result{quad, {}};
  const float step_pixels = static_cast<float>(line.width) /
                            static_cast<float>(std::max<std::int64_t>(1, outputs[0].shape[1]));
  const std::vector<std::size_t>& allowed = alphabet == Alphabet::mrz ? mrz_ : any_;
  for (const Run& run : fold(outputs[0], allowed)) {
    const float x = (static_cast<float>(run.first + run.last) / 2 + 0.5F) * step_pixels;
    const float part = std::min(x / static_cast<float>(flat.width), 1.0F);
    result.glyphs.push_back({characters_[run.index], along(quad, part), run.best});
  }
  return result;
}

}  // namespace truename::reading
