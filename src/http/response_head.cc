#include "http/response_head.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/log.h"

namespace truename::http {
namespace {

constexpr std::pair<const char*, const char*> kAlways[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy", "camera=(self), microphone=(), geolocation=()"},
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
     "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"}};

}  // namespace

std::string new_request_id() {
  Bytes bytes(16);
  random_fill(bytes);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  std::string text = to_hex(bytes);
  for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

void finish_response(Response& response, const std::string& request_id) {
  for (const auto& [name, value] : kAlways) response.headers.emplace(name, value);
  response.headers.emplace("Cache-Control", "no-store");
  response.headers["X-Request-Id"] = request_id;
  if (!response.problem.is_null()) {
    response.problem.set("instance", "urn:uuid:" + request_id);
    response.body = write_json(response.problem);
  }
  if (!response.cause.empty()) {
    log_line(LogLevel::error, "http", request_id + " " + response.cause);
  }
}

}  // namespace truename::http
