// The route of a network credential: the challenge that a wallet's presentation answers; what it
// presents comes with the registration.
#pragma once

#include "http/desk.h"
#include "http/message.h"

namespace truename::http {

// POST /v1/credentials/challenge, without a body (docs/formats/credential.md).
Response post_credential_challenge(const Request& request, const Desk& desk);

}  // namespace truename::http
