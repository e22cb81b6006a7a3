#include "adapters/sd_jwt_vc/inflate.h"

#include <zlib.h>

#include <algorithm>

namespace truename::adapters {
namespace {

constexpr std::size_t kStepBytes = 64 * 1024;

}  // namespace

Result<Bytes> inflate_all(ByteView packed, std::size_t limit_bytes) {
  z_stream stream{};
  if (::inflateInit(&stream) != Z_OK) return fail(ErrorCode::internal, "zlib cannot start.");
  Bytes input(packed.begin(), packed.end());  // zlib's own type is not const
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  Bytes out;
  int result = Z_OK;
  while (result == Z_OK && out.size() <= limit_bytes) {
    const std::size_t before = out.size();
    out.resize(before + kStepBytes);
    stream.next_out = out.data() + before;
    stream.avail_out = kStepBytes;
    result = ::inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  const bool whole = result == Z_STREAM_END && stream.avail_in == 0;
  ::inflateEnd(&stream);
  if (out.size() > limit_bytes) return fail(ErrorCode::too_large, "The packed list is too long.");
  if (!whole) return fail(ErrorCode::bad_input, "The packed list is no whole zlib stream.");
  return out;
}

}  // namespace truename::adapters
