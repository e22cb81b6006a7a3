#include "registration/capture_frame.h"

#include "base/check.h"

namespace truename::registration {
namespace {

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t out = 0;
  for (const std::uint8_t byte : bytes) out = out << 8 | byte;
  return out;
}

// ITU-T T.81 table B.1: start of a frame, all processes; C4, C8 and CC are other segments.
bool is_frame_header(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool is_exif(std::uint8_t marker, ByteView body) {
  return marker == 0xE1 && body.size() >= 4 && as_text(body.first(4)) == "Exif";
}

// T.81 B.2.2: precision, height, width, number of components.
FrameFault judge_header(ByteView body) {
  if (body.size() < 6) return FrameFault::broken;
  const auto height = static_cast<std::int64_t>(big_endian(body.subspan(1, 2)));
  const auto width = static_cast<std::int64_t>(big_endian(body.subspan(3, 2)));
  if (height * width > kFramePixelLimit) return FrameFault::too_large;
  if (height < kFrameSideMinimum || width < kFrameSideMinimum) return FrameFault::too_small;
  if (body[5] == 1) return FrameFault::grey;
  if (body[5] == 4) return FrameFault::four_colour;
  return body[5] == 3 && body[0] == 8 ? FrameFault::none : FrameFault::broken;
}

}  // namespace

std::string_view fault_text(FrameFault fault) {
  switch (fault) {
    case FrameFault::none:
      return "";
    case FrameFault::empty:
      return "frame_empty";
    case FrameFault::too_large:
      return "frame_too_large";
    case FrameFault::too_small:
      return "frame_too_small";
    case FrameFault::not_jpeg:
      return "frame_not_jpeg";
    case FrameFault::broken:
      return "frame_broken";
    case FrameFault::grey:
      return "frame_grey";
    case FrameFault::four_colour:
      return "frame_four_colour";
    case FrameFault::has_exif:
      return "frame_has_exif";
  }
  CHECK(false);
}

// Walks the marker segments up to the first scan.
FrameFault check_frame(ByteView jpeg) {
  if (jpeg.empty()) return FrameFault::empty;
  if (jpeg.size() > kFrameLimitBytes) return FrameFault::too_large;
  if (jpeg.size() < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8) return FrameFault::not_jpeg;
  FrameFault header = FrameFault::broken;  // until one is seen
  for (std::size_t at = 2; at + 4 <= jpeg.size();) {
    if (jpeg[at] != 0xFF) return FrameFault::broken;
    const std::uint8_t marker = jpeg[at + 1];
    const auto length = static_cast<std::size_t>(big_endian(jpeg.subspan(at + 2, 2)));
    if (length < 2 || at + 2 + length > jpeg.size()) return FrameFault::broken;
    const ByteView body = jpeg.subspan(at + 4, length - 2);
    if (is_exif(marker, body)) return FrameFault::has_exif;
    if (is_frame_header(marker)) header = judge_header(body);
    if (marker == 0xDA) return header;
    at += 2 + length;
  }
  return FrameFault::broken;
}

FrameMessage parse_frame_message(ByteView message, Timestamp arrived) {
  FrameMessage out;
  out.frame.arrived = arrived;
  if (message.size() <= kFrameHeaderBytes) {
    out.fault = FrameFault::empty;
    return out;
  }
  out.frame.sequence = static_cast<std::uint32_t>(big_endian(message.first(4)));
  out.frame.client_ms = big_endian(message.subspan(4, 8));
  out.picture = message.subspan(kFrameHeaderBytes);
  out.fault = check_frame(out.picture);
  if (out.fault == FrameFault::none) out.frame.digest = sha256(out.picture);
  return out;
}

}  // namespace truename::registration
