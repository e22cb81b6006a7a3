// What the fraud role is shown over HTTP.
#pragma once

#include "http/desk.h"
#include "http/message.h"

namespace truename::http {

// GET /v1/fraud/clerks?days=30.
Response get_clerk_conduct(const Request& request, const Desk& desk);

}  // namespace truename::http
