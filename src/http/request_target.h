// The request line's target (RFC 9112 §3.2)
// as path and query; it routes nothing.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace truename::http {

struct RequestTarget {
  std::string path;  // without query, percent signs left as sent
  std::map<std::string, std::string, std::less<>> query;  // decoded; the last of one name stands
};

// Takes origin-form ("/a?b=c") and absolute-form ("http://host/a?b=c", which §3.2.2 obliges every
// server to accept). bad_input for authority-form, "*", a fragment, another scheme, no host,
// something before an "@", or a broken percent sign.
Result<RequestTarget> parse_target(std::string_view target);

// "host" or "host:port" (RFC 9110 §7.2), also "[::1]:8080"; a form check, names are not looked up.
bool is_host(std::string_view text);

}  // namespace truename::http
