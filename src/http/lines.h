// The routes about lines after their sale, and the second person's look: bodies in, use cases
// called, answers out; decides nothing.
#pragma once

#include <string>

#include "http/desk.h"
#include "http/message.h"

namespace truename::http {

// GET /v1/lines/{msisdn}: state, service, marks, clocks; nobody's name and no digest of one.
Response get_line(const std::string& msisdn, const Desk& desk);

// POST /v1/lines/{msisdn}/events: asks for an event; 201 with what became of it, moved or refused.
Response post_line_event(const Request& request, const std::string& msisdn, const Desk& desk);

// POST /v1/own-lines: the lines under the identity that a proof speaks of (R54).
Response post_own_lines(const Request& request, const Desk& desk);

// POST /v1/registrations/{case_id}/confirmation: the second person (R34).
Response post_confirmation(const Request& request, const std::string& case_id, const Desk& desk);

}  // namespace truename::http
