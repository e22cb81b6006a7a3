// Access: who asks, by the Authorization field, and whether this route is for them; judges no body.
#pragma once

#include <optional>
#include <string>

#include "http/desk.h"
#include "http/message.h"
#include "registration/permission.h"

namespace truename::http {

// What a route's path needs; nothing for those that tell no case: pages, policy, log, health.
std::optional<registration::Act> act_of(std::string_view path);

// The principal behind "Authorization: Bearer TOKEN" (RFC 6750 §2.1); nothing at an open counter.
Result<std::optional<domain::Principal>> principal_of(const Request& request, const Desk& desk);

// The device behind "Truename-Terminal: TOKEN" beside its clerk (R72); nothing when it names none.
// forbidden: the token is not a terminal's.
Result<std::optional<domain::Principal>> terminal_of(const Request& request, const Desk& desk);

// The answer to who may not: 401 or 403; 503 when nobody can tell who may. Before the body is read
// and again before the act, since a principal may be suspended in between (R72).
std::optional<Response> access_refusal(const Request& request, const Desk& desk);

// GET /v1/principal.
Response get_principal(const Request& request, const Desk& desk);

}  // namespace truename::http
