#include "http/request_head.h"

#include <algorithm>
#include <cctype>

#include "http/problem.h"
#include "http/request_target.h"

namespace truename::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

int count(const RequestHead& head, std::string_view name) {
  return static_cast<int>(std::count_if(head.fields.begin(), head.fields.end(),
                                        [&](const auto& field) { return field.first == name; }));
}

// All lines of one name as one list (RFC 9110 §5.2), in lower case.
std::string joined(const RequestHead& head, std::string_view name) {
  std::string text;
  for (const auto& [field, value] : head.fields) {
    if (field == name) text += (text.empty() ? "" : ",") + lower(value);
  }
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; }),
             text.end());
  return text;
}

std::optional<Response> host_refusal(const RequestHead& head) {
  const int hosts = count(head, "host");
  if (hosts == 0 && head.version == 10) return std::nullopt;  // it came with HTTP/1.1
  if (hosts != 1) return problem(400, "The request needs one Host field; send exactly one.");
  const auto host = std::find_if(head.fields.begin(), head.fields.end(),
                                 [](const auto& field) { return field.first == "host"; });
  if (is_host(host->second)) return std::nullopt;
  return problem(400, "The Host field names no valid host; send name or name:port.");
}

// Two ways to tell where a body ends are two readings of one stream: a smuggler's tool.
std::optional<Response> framing_refusal(const RequestHead& head) {
  if (count(head, "transfer-encoding") == 0) return std::nullopt;
  if (count(head, "content-length") > 0) {
    return problem(400, "Content-Length and Transfer-Encoding exclude each other; send one.");
  }
  const std::string coding = joined(head, "transfer-encoding");
  if (head.version == 10 || !("," + coding).ends_with(",chunked")) {
    return problem(400, "The Transfer-Encoding must end in chunked, under HTTP/1.1.");
  }
  if (coding == "chunked") return std::nullopt;
  return problem(501, "This server knows no transfer coding but chunked; send the body plain.");
}

}  // namespace

void RequestHead::add(std::string name, std::string value) {
  fields.emplace_back(lower(name), std::move(value));
}

std::optional<Response> refusal_of(const RequestHead& head) {
  if (auto refused = host_refusal(head)) return refused;
  if (auto refused = framing_refusal(head)) return refused;
  if (const auto target = parse_target(head.target); !target) return problem(target.error());
  if (count(head, "expect") > 0 && joined(head, "expect") != "100-continue") {
    return problem(417, "This server knows no expectation but 100-continue; leave Expect out.");
  }
  return std::nullopt;
}

bool waits_for_continue(const RequestHead& head) {
  return head.version == 11 && joined(head, "expect") == "100-continue";
}

bool is_same_origin(const Request& request) {
  const auto origin = request.header("origin");
  if (!origin) return true;
  const std::size_t scheme = origin->find("://");
  return scheme != std::string::npos && origin->substr(scheme + 3) == request.header("host");
}

Request to_request(const RequestHead& head) {
  Request request;
  request.method = head.method;
  if (auto target = parse_target(head.target)) {
    request.path = std::move(target->path);
    request.query = std::move(target->query);
  }
  for (const auto& [name, value] : head.fields) request.headers[name] = value;
  return request;
}

}  // namespace truename::http
