// Bytes and their text forms (hex, base64); no cryptography.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace truename {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

ByteView as_bytes(std::string_view text);
std::string_view as_text(ByteView bytes);

std::string to_hex(ByteView bytes);
// Lower or upper case, even length; bad_input otherwise.
Result<Bytes> from_hex(std::string_view text);

// RFC 4648 §4, padded.
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);

// RFC 4648 §5 without padding, as JOSE writes (RFC 7515 §2). One text for each value: padding,
// other characters and stray last bits are bad_input.
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

}  // namespace truename
