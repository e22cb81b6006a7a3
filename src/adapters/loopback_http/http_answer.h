// The answer of an HTTP/1.1 server as bytes, to its body; opens no connection.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace truename::adapters {

constexpr std::size_t kAnswerLimitBytes = 16 * 1024;  // head and body; ours have a few hundred

enum class Stream { open, closed };  // whether more may come

// The body of a 200, by content-length, in chunks, or up to the end of the stream (RFC 9112 §6).
// Absent: not whole yet. bad_input: another status, or no sound answer; too_large over the limit.
Result<std::optional<std::string>> parse_http_answer(std::string_view bytes, Stream stream);

}  // namespace truename::adapters
