// The EXIF orientation of a JPEG, and turning pixels by it; no other metadata is read.
#pragma once

#include "base/bytes.h"
#include "domain/image.h"

namespace truename::vision {

// 1..8 (EXIF 2.3 §4.6.4, tag 0x0112); 1 when absent or malformed.
int exif_orientation(ByteView jpeg);
domain::Image turn_upright(domain::Image image, int orientation);

}  // namespace truename::vision
