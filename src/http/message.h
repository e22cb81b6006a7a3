// Requests and responses as handlers
// see them; nothing of sockets or of any library.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"

namespace truename::http {

struct Request {
  std::string method;  // "GET"
  std::string path;    // without query, percent signs left as sent
  std::map<std::string, std::string, std::less<>> query;
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::string body;

  std::optional<std::string> header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::nullopt : std::optional(found->second);
  }
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::map<std::string, std::string, std::less<>> headers;
  Value problem;      // of a problem document; null otherwise
  std::string cause;  // of a failure, for the log alone
};

using Handler = std::function<Response(const Request&)>;

}  // namespace truename::http
