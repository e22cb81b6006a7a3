#include "http/problem.h"

#include "base/json.h"
#include "base/log.h"

namespace truename::http {
namespace {

constexpr const char* kRetryAfterSeconds = "2";  // about one registration on one core

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content too large";
    case 415:
      return "Unsupported media type";
    case 431:
      return "Header fields too large";
    case 503:
      return "Service unavailable";
    default:
      return "Internal error";
  }
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_input:
      return 400;
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
  Response response{.status = status, .content_type = "application/problem+json"};
  response.body = write_json(Value()
                                 .set("type", "about:blank")
                                 .set("title", title_of(status))
                                 .set("status", status)
                                 .set("detail", std::move(detail)));
  if (status == 503) response.headers["Retry-After"] = kRetryAfterSeconds;
  return response;
}

Response problem(const Error& error) {
  const int status = status_of(error.code);
  if (status != 500) return problem(status, error.message);
  log_line(LogLevel::error, "http", error.message);
  return problem(500, "Something failed on our side; it is logged, please try again or call us.");
}

}  // namespace truename::http
