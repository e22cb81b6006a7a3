#include "http/request_target.h"

#include <algorithm>
#include <cctype>

#include "base/bytes.h"

namespace truename::http {
namespace {

constexpr std::size_t kHostLimit = 255;      // RFC 1035 §2.3.4
constexpr std::size_t kParameterLimit = 16;  // our largest query has two

tl::unexpected<Error> malformed(const char* what) {
  return fail(ErrorCode::bad_input, std::string("The request's target ") + what + ".");
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

Result<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto byte = from_hex(text.substr(i + 1, 2));
    if (!byte || byte->size() != 1) return malformed("has a % without two hex digits");
    out += static_cast<char>(byte->front());
    i += 2;
  }
  return out;
}

bool starts_with_scheme(std::string_view target) {
  constexpr std::string_view kScheme = "http://";
  return target.size() >= kScheme.size() &&
         std::equal(kScheme.begin(), kScheme.end(), target.begin(), [](char a, unsigned char b) {
           return a == static_cast<char>(std::tolower(b));
         });
}

// What is left of an absolute-form after scheme and host.
Result<std::string_view> without_origin(std::string_view target) {
  if (!starts_with_scheme(target)) return malformed("must begin with / or http://");
  target.remove_prefix(std::string_view("http://").size());
  const std::size_t end = std::min(target.find_first_of("/?"), target.size());
  const std::string_view host = target.substr(0, end);
  if (host.empty() || !is_host(host)) return malformed("names no valid host");
  return target.substr(end);
}

}  // namespace

bool is_host(std::string_view text) {
  if (text.size() > kHostLimit) return false;
  const bool bracketed = text.starts_with('[');
  const std::size_t bracket = text.find(']');
  if (bracketed && bracket == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', bracketed ? bracket : 0);
  const std::string_view name = text.substr(0, colon);
  const bool port_good = colon == std::string_view::npos || all_digits(text.substr(colon + 1));
  if (bracketed) {
    return port_good && name.size() == bracket + 1 &&
           std::all_of(name.begin() + 1, name.end() - 1, [](unsigned char c) {
             return std::isxdigit(c) != 0 || c == ':' || c == '.';
           });
  }
  return port_good && std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
         });
}

Result<RequestTarget> parse_target(std::string_view target) {
  if (target.find('#') != std::string_view::npos) return malformed("has a fragment");
  if (!target.starts_with('/')) target = TRY(without_origin(target));
  const std::size_t mark = std::min(target.find('?'), target.size());
  RequestTarget parsed;
  parsed.path = mark == 0 ? "/" : std::string(target.substr(0, mark));
  std::string_view query = target.substr(std::min(mark + 1, target.size()));
  for (std::size_t pairs = 0; !query.empty(); ++pairs) {
    if (pairs == kParameterLimit) return malformed("has more than 16 parameters");
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string name = TRY(percent_decoded(pair.substr(0, equals)));
    parsed.query[name] = TRY(percent_decoded(pair.substr(std::min(equals + 1, pair.size()))));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return parsed;
}

}  // namespace truename::http
