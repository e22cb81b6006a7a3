// Errors as RFC 9457 problem documents;
// the one sentence of an Error is their detail.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace truename::http {

// With the status's own `code`, as "request.too_large".
Response problem(int status, std::string detail);
Response problem(int status, std::string_view code, std::string detail);
Response over_limit(std::size_t limit_bytes);  // 413
// Maps the code to a status; what is corrupt or internal is logged and not shown.
Response problem(const Error& error);
// The same where a picture was at fault: "picture.unusable" and "picture.too_large".
Response picture_problem(const Error& error);

}  // namespace truename::http
