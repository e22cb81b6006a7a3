#include "vision/exif.h"
#include "vision/image_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // By itself too: few changed bytes leave a JPEG whole enough for its EXIF to be asked.
  const int orientation = truename::vision::exif_orientation({data, size});
  if (orientation < 1 || orientation > 8) __builtin_trap();
  const auto image = truename::vision::decode_image({data, size});
  if (image && image->bgr.size() != static_cast<std::size_t>(image->width) *
                                        static_cast<std::size_t>(image->height) * 3) {
    __builtin_trap();
  }
  return 0;
}
