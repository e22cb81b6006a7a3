// post_json: one request to a service on this machine, one connection, within a time limit; knows
// nothing of what is asked.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace truename::adapters {

// A service on the loopback interface: personal data leaves this machine through a sidecar that
// speaks TLS, never by this program in the clear.
struct Endpoint {
  std::string host;  // as the Host header has it
  std::string address;
  std::uint16_t port = 80;
  std::string path;
};
// "http://127.0.0.1:9000/path", [::1] or localhost alike. bad_input says what to mend.
Result<Endpoint> parse_endpoint(std::string_view url);

// The body of the answer with status 200. unavailable: everything else, by what went wrong, without
// a byte of what was sent or answered. `token` is a bearer token, or empty.
Result<std::string> post_json(const Endpoint& to, const std::string& token, const std::string& body,
                              std::chrono::milliseconds time_limit);

}  // namespace truename::adapters
