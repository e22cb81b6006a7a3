#include "base/time.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace truename {
namespace {

using std::chrono::sys_days;

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  const char* const begin = text.data() + from;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  if (error != std::errc() || end != begin + count || *begin == '-') return std::nullopt;
  return value;
}

std::chrono::year_month_day calendar(const Date& date) {
  return std::chrono::year(date.year) / std::chrono::month(static_cast<unsigned>(date.month)) /
         std::chrono::day(static_cast<unsigned>(date.day));
}

}  // namespace

bool is_calendar_date(const Date& date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.day >= 1 &&
         calendar(date).ok();
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const Date date{*year, *month, *day};
  return is_calendar_date(date) ? std::optional(date) : std::nullopt;
}

std::string date_text(const Date& date) {
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

std::string timestamp_text(Timestamp at) {
  const std::int64_t day_ms = ((at.unix_ms % 86'400'000) + 86'400'000) % 86'400'000;
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03dZ", static_cast<int>(day_ms / 3'600'000),
                static_cast<int>(day_ms / 60'000 % 60), static_cast<int>(day_ms / 1000 % 60),
                static_cast<int>(day_ms % 1000));
  return date_text(date_of(at)) + text;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != '.' || text[23] != 'Z') {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  const auto ms = digits(text, 20, 3);
  if (!date || !hour || !minute || !second || !ms) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const std::int64_t days = sys_days(calendar(*date)).time_since_epoch().count();
  return Timestamp{((days * 24 + *hour) * 60 + *minute) * 60'000 + *second * 1000 + *ms};
}

Date date_of(Timestamp at) {
  const std::chrono::sys_time<std::chrono::milliseconds> instant{
      std::chrono::milliseconds(at.unix_ms)};
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(instant));
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

int years_between(const Date& birth, const Date& today) {
  const bool had_birthday =
      today.month > birth.month || (today.month == birth.month && today.day >= birth.day);
  return today.year - birth.year - (had_birthday ? 0 : 1);
}

Timestamp SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

}  // namespace truename
