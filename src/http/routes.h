// The routes of api/openapi.yaml: each
// a plain function of a request; no sockets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/desk.h"
#include "http/message.h"
#include "http/server.h"

namespace truename::http {

// Answers any request. Borrows `desk`.
Response route(const Request& request, const Desk& desk);

// Bytes a body may have on this path: pictures are large, all else is small.
std::size_t body_limit(std::string_view path);
// What runs models is heavy, what reads the store is light, the rest waits for nothing.
Work work_of(std::string_view path);

// "METHOD /path/{name}" of every route, as in api/openapi.yaml.
std::vector<std::string> all_routes();

}  // namespace truename::http
