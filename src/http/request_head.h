// RequestHead: what stands before a body, and
// whether it may be served at all (RFC 9112); knows no routes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/message.h"

namespace truename::http {

struct RequestHead {
  int version = 11;  // 10 or 11
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case, as they came

  void add(std::string name, std::string value);
};

// The answer to a head that is refused, or nothing: 400 for a missing, doubled or malformed Host,
// a malformed target, Content-Length beside Transfer-Encoding, or a coding that does not end in
// chunked; 501 for another coding than chunked; 417 for another expectation than 100-continue.
std::optional<Response> refusal_of(const RequestHead& head);

// Whether the sender waits for 100 before it sends the body.
bool waits_for_continue(const RequestHead& head);

// Whether a browser's page may open a stream here: its Origin names our own Host (RFC 6455 §10.2).
// A request without Origin comes from no page.
bool is_same_origin(const Request& request);

// A head that refusal_of() let through, as the handlers see it; without body.
Request to_request(const RequestHead& head);

}  // namespace truename::http
