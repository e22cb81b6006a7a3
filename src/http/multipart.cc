#include "http/multipart.h"

#include <algorithm>
#include <cctype>

namespace truename::http {
namespace {

constexpr std::size_t kPartLimit = 8;       // our largest form has three
constexpr std::size_t kBoundaryLimit = 70;  // RFC 2046 §5.1.1
constexpr std::size_t kHeaderLimit = 2048;  // of one part

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::bad_input,
              std::string("The form is not valid multipart/form-data: ") + what + ".");
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// The value of `; key=value` or `; key="value"`, or nothing.
std::string parameter(std::string_view header, std::string_view key) {
  const std::string wanted = "; " + std::string(key) + "=";
  std::size_t at = lower(header).find(wanted);
  if (at == std::string::npos) return "";
  at += wanted.size();
  if (at < header.size() && header[at] == '"') {
    const std::size_t end = header.find('"', at + 1);
    return end == std::string_view::npos ? "" : std::string(header.substr(at + 1, end - at - 1));
  }
  return std::string(header.substr(at, header.find(';', at) - at));
}

Result<std::string> boundary_of(std::string_view content_type) {
  if (!lower(content_type).starts_with("multipart/form-data")) {
    return malformed("the Content-Type must be multipart/form-data with a boundary");
  }
  // The space after ';' is optional there.
  std::string spaced;
  for (std::size_t i = 0; i < content_type.size(); ++i) {
    spaced += content_type[i];
    if (content_type[i] == ';' && i + 1 < content_type.size() && content_type[i + 1] != ' ') {
      spaced += ' ';
    }
  }
  const std::string boundary = parameter(spaced, "boundary");
  if (boundary.empty() || boundary.size() > kBoundaryLimit) {
    return malformed("the boundary is missing or too long");
  }
  return boundary;
}

struct Headers {
  std::string name;
  std::string_view content_type;
};

Headers read_headers(std::string_view block) {
  Headers headers;
  while (!block.empty()) {
    const std::size_t end = std::min(block.find("\r\n"), block.size());
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(std::min(end + 2, block.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string field = lower(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "content-disposition") headers.name = parameter(value, "name");
    if (field == "content-type") headers.content_type = value;
  }
  return headers;
}

}  // namespace

Result<Parts> parse_multipart(std::string_view content_type, std::string_view body) {
  const std::string dashes = "--" + TRY(boundary_of(content_type));
  if (!body.starts_with(dashes)) return malformed("it does not begin with its boundary");
  body.remove_prefix(dashes.size());
  const std::string divider = "\r\n" + dashes;
  Parts parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return malformed("a boundary is not followed by a line end");
    body.remove_prefix(2);
    const std::size_t blank = body.substr(0, kHeaderLimit).find("\r\n\r\n");
    if (blank == std::string_view::npos) return malformed("a part has no end to its header");
    const Headers headers = read_headers(body.substr(0, blank));
    body.remove_prefix(blank + 4);
    const std::size_t end = body.find(divider);
    if (end == std::string_view::npos) return malformed("it is cut short");
    if (headers.name.empty()) return malformed("a part has no name");
    if (parts.size() == kPartLimit) return malformed("it has more than 8 parts");
    const bool fresh =
        parts.emplace(headers.name, Part{headers.content_type, body.substr(0, end)}).second;
    if (!fresh) return malformed("a part's name stands twice");
    body.remove_prefix(end + divider.size());
  }
  return parts;
}

}  // namespace truename::http
