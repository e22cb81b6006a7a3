// JPEG and PNG bytes to upright pixels within limits; the only face of libjpeg-turbo and libpng.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "domain/image.h"

namespace truename::vision {

constexpr std::size_t kEncodedLimitBytes = 12 * 1024 * 1024;  // a 12-megapixel phone photo fits
constexpr std::int64_t kPixelLimit = 40'000'000;              // checked before any allocation
constexpr int kSideMinimum = 16;                              // nothing smaller can hold a face

// Grey, CMYK, 16-bit and alpha forms become 8-bit BGR; EXIF orientation (tag 0x0112) is obeyed.
// bad_input: no JPEG or PNG, cut short, broken or too small; too_large: over a limit.
Result<domain::Image> decode_image(ByteView encoded);

// For fixtures, debugging and the frame tests; quality 1..100.
Bytes encode_jpeg(const domain::Image& image, int quality);

}  // namespace truename::vision
