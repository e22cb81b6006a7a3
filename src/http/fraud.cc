#include "http/fraud.h"

#include <charconv>

#include "http/access.h"
#include "http/problem.h"
#include "http/render.h"
#include "registration/clerk_conduct.h"

namespace truename::http {
namespace {

constexpr int kDaysAsked = 30;
constexpr int kDaysLimit = 92;
constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;

Result<int> days_of(const Request& request) {
  const auto asked = request.query.find("days");
  if (asked == request.query.end()) return kDaysAsked;
  const std::string& text = asked->second;
  int days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole && days >= 1 && days <= kDaysLimit) return days;
  return fail(ErrorCode::bad_input, "Ask with days=N, 1 to 92.");
}

Result<Value> conduct(const Request& request, const Desk& desk) {
  const int days = TRY(days_of(request));
  const auto asks = TRY(principal_of(request, desk));
  if (!asks || desk.traces == nullptr) {
    return fail(
        ErrorCode::forbidden,
        "role.see_fraud_signals: an open counter knows no fraud officer; serve with tokens.");
  }
  const Timestamp since{desk.setting.ports.clock.now().unix_ms - days * kDayMs};
  const auto clerks = TRY(registration::clerk_conduct(*asks, since, *desk.traces));
  return registration::conduct_value(since, clerks);
}

}  // namespace

Response get_clerk_conduct(const Request& request, const Desk& desk) {
  const auto value = conduct(request, desk);
  return value ? json(200, *value) : problem(value.error());
}

}  // namespace truename::http
