#include "registration/capture_frame.h"

// A frame's outer form is judged without reading beyond it; a picture that passes has its digest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace truename;
  const ByteView message(data, size);
  const auto parsed = registration::parse_frame_message(message, Timestamp{});
  const bool good = parsed.fault == registration::FrameFault::none;
  if (good && parsed.frame.digest != sha256(parsed.picture)) __builtin_trap();
  if (good && parsed.picture.size() + registration::kFrameHeaderBytes != size) __builtin_trap();
  return 0;
}
