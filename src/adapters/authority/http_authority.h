// HttpAuthority and HttpCounter: the identity authority (R8) and the count over all operators (R69)
// behind HTTP on this machine; what is no sound answer in time is unavailable, never a yes.
#pragma once

#include <chrono>
#include <string>

#include "adapters/loopback_http/post_json.h"
#include "registration/ports.h"
#include "registration/ports_counter.h"

namespace truename::adapters {

// A person waits at the counter, and the pack says what follows silence.
constexpr std::chrono::milliseconds kServiceTimeLimit{2000};

struct Service {
  Endpoint endpoint;
  std::string token;  // bearer token; empty: none
  std::chrono::milliseconds time_limit = kServiceTimeLimit;
};
// `token_file` may be empty; else its first line is the token.
Result<Service> open_service(const std::string& url, const std::string& token_file);

// Both from any thread; each call has a connection of its own. Failures go to the log without a
// word about the person.
class HttpAuthority final : public registration::Authority {
 public:
  explicit HttpAuthority(Service service) : service_(std::move(service)) {}
  domain::AuthorityAnswer check(const domain::HolderRecord& holder) override;

 private:
  const Service service_;
};

class HttpCounter final : public registration::CrossOperatorCounter {
 public:
  explicit HttpCounter(Service service) : service_(std::move(service)) {}
  domain::CrossOperatorCount count(const domain::HolderRecord& holder) override;

 private:
  const Service service_;
};

}  // namespace truename::adapters
