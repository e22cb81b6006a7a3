// inflate: a zlib stream (RFC 1950) to the bytes it holds, with a limit; it writes none.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace truename::adapters {

// bad_input unless the whole of `packed` is one stream; too_large over limit_bytes.
Result<Bytes> inflate_all(ByteView packed, std::size_t limit_bytes);

}  // namespace truename::adapters
