// Instants, calendar dates and the clock port; no time zones but UTC.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace truename {

struct Timestamp {
  std::int64_t unix_ms = 0;
  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

bool is_calendar_date(const Date& date);                // Gregorian, years 1 to 9999
std::optional<Date> parse_date(std::string_view text);  // "2019-12-01" only
std::string date_text(const Date& date);
// RFC 3339 with milliseconds: "2026-11-24T04:27:47.123Z".
std::string timestamp_text(Timestamp at);
std::optional<Timestamp> parse_timestamp(std::string_view text);  // what timestamp_text writes
Date date_of(Timestamp at);
// Whole years completed on `today`; a person born on 29 February ages on 1 March.
int years_between(const Date& birth, const Date& today);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
};

}  // namespace truename
