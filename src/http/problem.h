// Errors as RFC 9457 problem documents;
// the one sentence of an Error is their detail.
#pragma once

#include <string>

#include "base/result.h"
#include "http/message.h"

namespace truename::http {

Response problem(int status, std::string detail);
// Maps the code to a status; what is corrupt or internal is logged and not shown.
Response problem(const Error& error);

}  // namespace truename::http
