// Digests, keys and signatures as base64 members of a JSON object; nothing of variable length.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/fields.h"

namespace truename::audit {

// Fixed is a std::array of bytes. Base64 (44 characters a digest) rather than hex, so that a
// receipt fits into one QR code. Text that is not what to_base64 writes is complained about.
template <class Fixed>
Fixed fixed_bytes(Fields& in, std::string_view key) {
  Fixed out{};
  const std::string text = in.text(key);
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() != out.size() || to_base64(*bytes) != text) {
    in.complain("needs \"" + std::string(key) + "\" as " + std::to_string(out.size()) +
                " bytes in base64");
    return out;
  }
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

}  // namespace truename::audit
