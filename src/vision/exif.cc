#include "vision/exif.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "vision/imaging.h"

namespace truename::vision {
namespace {

// Big or little endian numbers out of a TIFF block, never past its end.
struct Tiff {
  ByteView bytes;
  bool little = false;

  std::uint32_t number(std::size_t at, std::size_t width) const {
    if (at > bytes.size() || width > bytes.size() - at) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t from = little ? at + width - 1 - i : at + i;
      value = value << 8 | bytes[from];
    }
    return value;
  }
};

constexpr std::string_view kExif{"Exif\0\0", 6};
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kEntryLimit = 512;  // an IFD of a camera has some dozens

std::optional<ByteView> find_tiff(ByteView jpeg) {
  std::size_t at = 2;  // after SOI
  while (at + 4 <= jpeg.size() && jpeg[at] == 0xFF) {
    const std::uint8_t marker = jpeg[at + 1];
    const std::size_t length = static_cast<std::size_t>(jpeg[at + 2] << 8 | jpeg[at + 3]);
    if (marker == 0xDA || length < 2 || at + 2 + length > jpeg.size()) return std::nullopt;
    const ByteView body = jpeg.subspan(at + 4, length - 2);
    if (marker == 0xE1 && as_text(body).starts_with(kExif)) return body.subspan(kExif.size());
    at += 2 + length;
  }
  return std::nullopt;
}

domain::Image mirror(const domain::Image& image) {
  domain::Image out = image;
  const auto width = static_cast<std::size_t>(image.width);
  for (std::size_t row = 0; row < static_cast<std::size_t>(image.height); ++row) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t from = (row * width + x) * 3;
      const std::size_t to = (row * width + width - 1 - x) * 3;
      std::copy_n(image.bgr.begin() + static_cast<std::ptrdiff_t>(from), 3,
                  out.bgr.begin() + static_cast<std::ptrdiff_t>(to));
    }
  }
  return out;
}

}  // namespace

int exif_orientation(ByteView jpeg) {
  const auto block = find_tiff(jpeg);
  if (!block || block->size() < 8) return 1;
  const Tiff tiff{*block, (*block)[0] == 'I'};
  const std::size_t directory = tiff.number(4, 4);
  const std::uint32_t entries = std::min(tiff.number(directory, 2), kEntryLimit);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{12} * i;
    if (tiff.number(entry, 2) != kOrientationTag) continue;
    const int orientation = static_cast<int>(tiff.number(entry + 8, 2));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

domain::Image turn_upright(domain::Image image, int orientation) {
  // Quarter turns clockwise after an optional mirroring, by orientation 1..8.
  constexpr int kQuarters[] = {0, 0, 2, 2, 3, 1, 1, 3};
  constexpr bool kMirrored[] = {false, true, false, true, true, false, true, false};
  if (orientation <= 1) return image;
  const domain::Image start = kMirrored[orientation - 1] ? mirror(image) : std::move(image);
  return rotate_quarter_turns(start, kQuarters[orientation - 1]);
}

}  // namespace truename::vision
