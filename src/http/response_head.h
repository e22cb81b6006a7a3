// What every answer carries besides its own
// fields: security headers and the request's id.
#pragma once

#include <string>

#include "http/message.h"

namespace truename::http {

std::string new_request_id();  // a random UUID (RFC 9562 §5.4)

// Adds the headers, puts the id into X-Request-Id, a problem's `instance` and the log line of a
// failure that was kept from the sender.
void finish_response(Response& response, const std::string& request_id);

}  // namespace truename::http
