// multipart/form-data (RFC 7578) taken
// apart strictly; the parts are views into the body.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace truename::http {

struct Part {
  std::string_view content_type;  // empty when not given
  std::string_view content;
};
using Parts = std::map<std::string, Part, std::less<>>;

// Whether a Content-Type is multipart/form-data, with or without a boundary.
bool is_multipart(std::string_view content_type);

// `body` must outlive the parts. bad_input: no boundary, no closing, anything before the first or
// after the last, a malformed header, a name missing or twice, or more than 8 parts.
Result<Parts> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace truename::http
