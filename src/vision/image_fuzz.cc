#include "vision/image_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto image = truename::vision::decode_image({data, size});
  if (image && image->bgr.size() != static_cast<std::size_t>(image->width) *
                                        static_cast<std::size_t>(image->height) * 3) {
    __builtin_trap();
  }
  return 0;
}
