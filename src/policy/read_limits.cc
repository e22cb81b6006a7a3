#include "base/check.h"
#include "policy/read_parameters.h"

namespace truename::policy {
namespace {

constexpr std::int64_t kLinesLimit = 1000;      // of one identity; the store makes a slot a line
constexpr std::int64_t kHoursLimit = 24 * 366;  // a year
constexpr std::int64_t kDayLimit = 1'000'000;   // of anything in one day
constexpr std::int64_t kWeightSumLimit = 10'000;

int read_lines(Fields& in) {
  const Value* const value = in.any("value");
  const std::string* const text = value == nullptr ? nullptr : value->as<std::string>();
  if (text != nullptr && *text == "unlimited") return kUnlimitedLines;
  return integer_between(in, 1, kLinesLimit);
}

Fallback read_fallback(Fields& in) {
  const std::string text = in.text("value");
  if (text == "refer") return Fallback::refer;
  if (text == "reject") return Fallback::reject;
  if (text != "provisional") in.complain("needs a \"value\" of refer, reject or provisional");
  return Fallback::provisional;
}

Result<Parameters> read_authority(Fields& rule, Context& context) {
  AuthorityRule out;
  out.need = TRY(read_cited(rule, "required", context, read_need));
  out.unavailable = TRY(read_cited_or_none(rule, "unavailable", context, read_fallback));
  out.provisional_hours =
      TRY(read_cited_or_none(rule, "provisional_hours", context, whole_number(1, kHoursLimit)));
  const bool provisional = out.unavailable && out.unavailable->value == Fallback::provisional;
  if (provisional == out.provisional_hours.has_value()) return out;
  return fail(ErrorCode::bad_input, context.where +
                                        " needs \"provisional_hours\" exactly when \"unavailable\" "
                                        "is provisional.");
}

Result<Parameters> read_cross_operator(Fields& rule, Context& context) {
  CrossOperatorCap out;
  out.max_lines = TRY(read_cited(rule, "max_lines", context, whole_number(1, kLinesLimit)));
  out.need = TRY(read_cited(rule, "required", context, read_need));
  out.unavailable = TRY(read_cited(rule, "unavailable", context, read_fallback));
  return out;
}

Result<Parameters> read_line_cap(Fields& rule, Context& context) {
  LineCap out;
  out.max_lines = TRY(read_cited(rule, "max_lines", context, read_lines));
  out.max_lines_organisation =
      TRY(read_cited_or_none(rule, "max_lines_organisation", context, read_lines));
  out.max_lines_iot = TRY(read_cited_or_none(rule, "max_lines_iot", context, read_lines));
  return out;
}

Result<Parameters> read_attempt_limit(Fields& rule, Context& context) {
  AttemptLimit out;
  out.identity_day =
      TRY(read_cited_or_none(rule, "identity_day", context, whole_number(1, kDayLimit)));
  out.device_day = TRY(read_cited_or_none(rule, "device_day", context, whole_number(1, kDayLimit)));
  if (out.identity_day || out.device_day) return out;
  return fail(ErrorCode::bad_input, context.where + " needs \"identity_day\" or \"device_day\".");
}

// { clerk_day = 40, identity_day = 2 }
std::vector<NamedLimit> read_named_limits(Fields& in) {
  std::vector<NamedLimit> out;
  Fields table(in.object("value"), in.where() + " \"value\"");
  for (const domain::OpeningCounter& counter : domain::kOpeningCounters) {
    if (!table.has(counter.name)) continue;
    const std::int64_t most = table.integer(counter.name);
    if (most < 1 || most > kDayLimit) in.complain("needs limits from 1 to 1000000");
    out.push_back({std::string(counter.name), static_cast<int>(most)});
  }
  if (const Status read = table.finish(); !read) in.complain(read.error().message);
  if (out.empty()) in.complain("needs at least one limit, such as clerk_day");
  return out;
}

Result<Parameters> read_risk(Fields& rule, Context& context) {
  RiskRule out;
  out.weights = TRY(read_cited(rule, "weights", context, read_weights));
  out.extra_check = TRY(read_cited(rule, "extra_check", context, whole_number(1, kWeightSumLimit)));
  out.attended = TRY(read_cited(rule, "attended", context, whole_number(1, kWeightSumLimit)));
  if (out.extra_check.value <= out.attended.value) return out;
  return fail(ErrorCode::bad_input,
              context.where + " needs an \"extra_check\" that is not above \"attended\".");
}

}  // namespace

AuthorityNeed read_need(Fields& in) {
  return in.flag("value") ? AuthorityNeed::required : AuthorityNeed::optional;
}

Result<Parameters> read_limits(Kind kind, Fields& rule, Context& context) {
  if (kind == Kind::authority) return read_authority(rule, context);
  if (kind == Kind::cross_operator_cap) return read_cross_operator(rule, context);
  if (kind == Kind::line_cap) return read_line_cap(rule, context);
  if (kind == Kind::attempt_limit) return read_attempt_limit(rule, context);
  if (kind == Kind::biometric_gap) {
    return read_one<BiometricGap>(rule, "hours", context, whole_number(1, kHoursLimit));
  }
  if (kind == Kind::batch_limits) {
    return read_one<BatchLimits>(rule, "limits", context, read_named_limits);
  }
  if (kind == Kind::sanction) {
    return read_one<SanctionRule>(rule, "basic_lines", context, whole_number(0, kLinesLimit));
  }
  CHECK(kind == Kind::risk);
  return read_risk(rule, context);
}

}  // namespace truename::policy
