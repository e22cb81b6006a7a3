#include "http/problem.h"

#include "base/json.h"

namespace truename::http {
namespace {

constexpr const char* kRetryAfterSeconds = "2";  // about one registration on one core

struct Kind {
  int status;
  std::string_view title;
  std::string_view code;
};
constexpr Kind kFailed{500, "Internal error", "server.failed"};
constexpr Kind kKinds[] = {{400, "Bad request", "request.invalid"},
                           {401, "Unauthorized", "request.unauthenticated"},
                           {403, "Forbidden", "request.forbidden"},
                           {404, "Not found", "request.not_found"},
                           {405, "Method not allowed", "request.method_not_allowed"},
                           {408, "Request timeout", "request.too_slow"},
                           {409, "Conflict", "request.conflict"},
                           {413, "Content too large", "request.too_large"},
                           {415, "Unsupported media type", "request.media_type"},
                           {417, "Expectation failed", "request.expectation"},
                           {426, "Upgrade required", "request.upgrade_required"},
                           {431, "Header fields too large", "request.header_too_large"},
                           {501, "Not implemented", "request.coding"},
                           {503, "Service unavailable", "server.busy"}};

const Kind& kind_of(int status) {
  for (const Kind& kind : kKinds) {
    if (kind.status == status) return kind;
  }
  return kFailed;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_input:
      return 400;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::corrupt:
    case ErrorCode::internal:
      return 500;
  }
  return 500;
}

}  // namespace

Response problem(int status, std::string detail) {
  return problem(status, kind_of(status).code, std::move(detail));
}

Response problem(int status, std::string_view code, std::string detail) {
  Response response{.status = status, .content_type = "application/problem+json"};
  response.problem = Value()
                         .set("type", "about:blank")
                         .set("title", kind_of(status).title)
                         .set("status", status)
                         .set("code", code)
                         .set("detail", std::move(detail));
  response.body = write_json(response.problem);
  if (status == 401) response.headers["WWW-Authenticate"] = "Bearer realm=\"truename\"";
  if (status == 503) response.headers["Retry-After"] = kRetryAfterSeconds;
  return response;
}

Response over_limit(std::size_t limit_bytes) {
  return problem(413, "The request is over its limit of " +
                          std::to_string(limit_bytes / (1024 * 1024)) +
                          " MiB (12 MB a picture); send smaller pictures.");
}

Response problem(const Error& error) {
  const int status = status_of(error.code);
  if (status != 500) return problem(status, error.message);
  Response response =
      problem(500, "Something failed on our side; it is logged, please try again or call us.");
  response.cause = error.message;
  return response;
}

Response picture_problem(const Error& error) {
  if (error.code == ErrorCode::bad_input) return problem(400, "picture.unusable", error.message);
  if (error.code == ErrorCode::too_large) return problem(413, "picture.too_large", error.message);
  return problem(error);
}

}  // namespace truename::http
