#include "base/log.h"

#include <unistd.h>

#include <string>

#include "base/time.h"

namespace truename {

void log_line(LogLevel level, std::string_view room, std::string_view message) {
  constexpr std::string_view kNames[] = {"info", "warning", "error"};
  std::string line = timestamp_text(SystemClock().now());
  line.append(" ").append(kNames[static_cast<int>(level)]).append(" ").append(room).append(": ");
  line.append(message);
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  line += '\n';
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;  // nowhere left to say it
}

}  // namespace truename
