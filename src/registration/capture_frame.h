// One message of a capture stream to its frame: header and outer form; the picture stays encoded.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "domain/capture.h"

namespace truename::registration {

constexpr std::size_t kFrameHeaderBytes = 12;
// A 1280x960 frame at quality 85 has 0.1 to 0.3 MB; noise in the dark may triple that.
constexpr std::size_t kFrameLimitBytes = 1024 * 1024;
constexpr std::int64_t kFramePixelLimit = 1280 * 960;  // more would only cost time
constexpr int kFrameSideMinimum = 240;                 // pixels; a face must fit with room to turn

// What a frame is not: a page encodes canvas pixels as 8-bit colour JPEG and nothing else, so any
// other form is no camera of ours.
enum class FrameFault {
  none,
  empty,      // no more than a header
  too_large,  // bytes or pixels
  too_small,
  not_jpeg,  // a PNG of any depth too
  broken,    // its markers do not lead to a frame header and a scan
  grey,
  four_colour,  // CMYK or YCCK
  has_exif,     // written by a photo's camera or an editor; it may turn the picture
};
std::string_view fault_text(FrameFault fault);  // the reason: "frame_not_jpeg"

struct FrameMessage {
  FrameFault fault = FrameFault::none;
  domain::CaptureFrame frame;  // digest over `picture`
  ByteView picture;            // of the message given; JPEG
};

// `message` is a WebSocket message or a file in the form of docs/formats/capture.md.
FrameMessage parse_frame_message(ByteView message, Timestamp arrived);
// The same for a picture that came without a header.
FrameFault check_frame(ByteView jpeg);

}  // namespace truename::registration
