#include "adapters/loopback_http/http_answer.h"

#include <algorithm>
#include <charconv>

namespace truename::adapters {
namespace {

using Body = std::optional<std::string>;

tl::unexpected<Error> unsound(const char* what) {
  return fail(ErrorCode::bad_input, std::string("The service's answer ") + what + ".");
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The whole text is one number of that base.
std::optional<std::size_t> number_of(std::string_view text, int base) {
  std::size_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return out;
}

struct Framing {
  std::optional<std::size_t> length;
  bool chunked = false;
};

Result<Framing> framing_of(std::string_view head) {
  Framing out;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return unsound("has a header without a colon");
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-length") {
      const auto length = number_of(value, 10);
      if (!length || (out.length && out.length != length)) return unsound("has no sound length");
      out.length = length;
    } else if (name == "transfer-encoding") {
      if (lower(value) != "chunked") return unsound("comes in an encoding other than chunked");
      out.chunked = true;
    }
  }
  if (out.chunked && out.length) return unsound("has two lengths");
  return out;
}

Result<Body> unchunk(std::string_view rest) {
  std::string body;
  for (;;) {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos) return Body();
    const auto size = number_of(rest.substr(0, std::min(rest.find(';'), end)), 16);
    if (!size || *size > kAnswerLimitBytes) return unsound("has a chunk without a sound size");
    rest.remove_prefix(end + 2);
    if (*size == 0) return Body(std::move(body));
    if (rest.size() < *size + 2) return Body();
    if (rest.substr(*size, 2) != "\r\n") return unsound("has a chunk that does not end");
    body += rest.substr(0, *size);
    rest.remove_prefix(*size + 2);
  }
}

Result<Body> body_of(std::string_view rest, const Framing& framing, Stream stream) {
  if (framing.chunked) return unchunk(rest);
  if (framing.length && rest.size() > *framing.length) return unsound("is longer than it says");
  if (framing.length) return rest.size() == *framing.length ? Body(rest) : Body();
  return stream == Stream::closed ? Body(rest) : Body();
}

}  // namespace

Result<Body> parse_http_answer(std::string_view bytes, Stream stream) {
  if (bytes.size() > kAnswerLimitBytes) {
    return fail(ErrorCode::too_large, "The service's answer is over 16 KiB.");
  }
  const std::size_t end = bytes.find("\r\n\r\n");
  const bool whole_head = end != std::string_view::npos;
  Body body;
  if (whole_head) {
    const std::string_view status = bytes.substr(0, bytes.find("\r\n"));
    const bool answers = status.starts_with("HTTP/1.1 ") || status.starts_with("HTTP/1.0 ");
    if (!answers) return unsound("is no HTTP/1.1");
    if (status.substr(9, 3) != "200") return unsound("has another status than 200");
    const std::size_t headers = std::min(status.size() + 2, end);
    const Framing framing = TRY(framing_of(bytes.substr(headers, end - headers)));
    body = TRY(body_of(bytes.substr(end + 4), framing, stream));
  }
  if (!body && stream == Stream::closed) return unsound("was cut off");
  return body;
}

}  // namespace truename::adapters
