#include "http/qr_svg.h"

#include <qrencode.h>

#include <memory>

namespace truename::http {

Result<std::string> qr_svg(std::string_view content) {
  constexpr std::size_t kMostBytes = 2953;  // version 40-L
  constexpr int kQuietZone = 4;             // modules on each side, ISO/IEC 18004 §9.1
  if (content.size() > kMostBytes) {
    return fail(ErrorCode::too_large, "The receipt is too long for a QR code; download the file.");
  }
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(content.size()),
                        reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_L),
      &QRcode_free);
  if (!code) return fail(ErrorCode::internal, "The QR code could not be made.");
  const std::string side = std::to_string(code->width + 2 * kQuietZone);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                    "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" "
                    "fill=\"#fff\"/><path d=\"";
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if ((code->data[y * code->width + x] & 1) == 0) continue;
      svg +=
          "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h1v1h-1z";
    }
  }
  return svg + "\"/></svg>";
}

}  // namespace truename::http
