// One line per event on standard error, for the engineer at 3 a.m.; never personal data.
#pragma once

#include <string_view>

namespace truename {

enum class LogLevel { info, warning, error };
// "2026-11-24T04:27:47.123Z error storage: ..." in one write, so that lines never mix.
void log_line(LogLevel level, std::string_view room, std::string_view message);

}  // namespace truename
