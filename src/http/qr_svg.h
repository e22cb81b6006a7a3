// A QR code (ISO/IEC 18004) as SVG; the
// only face of libqrencode.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace truename::http {

// Byte mode, error correction L. too_large over 2,953 bytes, the most a QR code holds.
Result<std::string> qr_svg(std::string_view content);

}  // namespace truename::http
