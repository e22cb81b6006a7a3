#include "reading/document_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "reading/read_card.h"
#include "reading/read_mrz.h"
#include "reading/text_detect.h"
#include "reading/text_direction.h"
#include "reading/text_recognise.h"

namespace truename::reading {
namespace {

using domain::DocumentReading;
using domain::Image;
using vision::Quad;

// Enough for a portrait of 400 pixels on a card that fills half of the picture; more costs time.
constexpr int kWorkingSide = 2400;
// The zone is the two widest lines of a page; looking there first saves reading all the others.
constexpr std::size_t kZoneCandidates = 4;
// Between these the direction of the lines is a guess, and both are tried.
constexpr double kSurelyUpright = 0.2;
constexpr double kSurelyUpsideDown = 0.8;

Image shrink(const Image& picture) {
  const int side = std::max(picture.width, picture.height);
  if (side <= kWorkingSide) return picture;
  const double factor = static_cast<double>(kWorkingSide) / side;
  const auto scaled = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(length * factor)));
  };
  return vision::resize(picture, scaled(picture.width), scaled(picture.height));
}

// Text runs along the long side of its boxes, so most of their length tells how the page lies.
bool lies_on_its_side(const std::vector<Quad>& quads) {
  float balance = 0;
  for (const Quad& quad : quads) {
    const float excess = std::abs(quad_width(quad) - quad_height(quad));
    balance += lies_flat(quad) ? excess : -excess;
  }
  return balance < 0;
}

std::vector<TextLine> in_order(std::vector<TextLine> lines) {
  std::sort(lines.begin(), lines.end(),
            [](const TextLine& a, const TextLine& b) { return a.quad[0].y < b.quad[0].y; });
  return lines;
}

}  // namespace

struct OcrDocumentReader::Networks {
  TextDetector detector;
  TextRecogniser recogniser;
  TextDirection direction;
  const Clock& clock;

  Result<DocumentReading> read_upright(const Image& picture, const std::vector<Quad>& quads) const;
  Result<DocumentReading> read_turned(const Image& picture, int clockwise_quarters) const;
};

Result<DocumentReading> OcrDocumentReader::Networks::read_upright(
    const Image& picture, const std::vector<Quad>& quads) const {
  const Date today = date_of(clock.now());
  std::vector<TextLine> lines;
  for (const Quad& quad : quads) {
    lines.push_back(TRY(recogniser.recognise(picture, quad, Alphabet::any)));
    if (lines.size() != std::min(quads.size(), kZoneCandidates)) continue;
    if (auto page = TRY(read_mrz(picture, in_order(lines), recogniser, today)))
      return std::move(*page);
  }
  if (auto card = TRY(read_card(picture, lines, recogniser))) return std::move(*card);
  return DocumentReading{};
}

Result<DocumentReading> OcrDocumentReader::Networks::read_turned(const Image& picture,
                                                                 int clockwise_quarters) const {
  const Image turned = vision::rotate_quarter_turns(picture, clockwise_quarters);
  return read_upright(turned, TRY(detector.detect(turned)));
}

OcrDocumentReader::OcrDocumentReader(std::unique_ptr<const Networks> networks)
    : networks_(std::move(networks)) {}
OcrDocumentReader::~OcrDocumentReader() = default;

Result<std::unique_ptr<OcrDocumentReader>> OcrDocumentReader::create(
    const vision::Manifest& manifest, const std::filesystem::path& weights, const Clock& clock) {
  // One by one: GCC 12 leaks the members already made when a TRY leaves an initialiser list.
  TextDetector detector = TRY(TextDetector::create(manifest, weights));
  TextRecogniser recogniser = TRY(TextRecogniser::create(manifest, weights));
  TextDirection direction = TRY(TextDirection::create(manifest, weights));
  auto networks = std::make_unique<const Networks>(
      Networks{std::move(detector), std::move(recogniser), std::move(direction), clock});
  return std::unique_ptr<OcrDocumentReader>(new OcrDocumentReader(std::move(networks)));
}

Result<DocumentReading> OcrDocumentReader::read(const Image& picture) {
  if (picture.empty()) return DocumentReading{};
  Image working = shrink(picture);
  std::vector<Quad> quads = TRY(networks_->detector.detect(working));
  if (lies_on_its_side(quads)) {
    working = vision::rotate_quarter_turns(working, 1);
    quads = TRY(networks_->detector.detect(working));
  }
  const double upside_down = TRY(networks_->direction.upside_down(working, quads));
  if (upside_down > 0.5) {
    DocumentReading turned = TRY(networks_->read_turned(working, 2));
    const bool settled = turned.type != domain::DocumentType::unrecognised;
    if (settled || upside_down > kSurelyUpsideDown) return turned;
  }
  DocumentReading upright = TRY(networks_->read_upright(working, quads));
  const bool settled = upright.type != domain::DocumentType::unrecognised;
  if (settled || upside_down > 0.5 || upside_down < kSurelyUpright) return upright;
  return networks_->read_turned(working, 2);
}

}  // namespace truename::reading
