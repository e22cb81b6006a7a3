// Progress: a bar with rate and remaining time on standard error; it measures, and decides nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace truename::cli {

// On a terminal the bar moves in place; elsewhere (a log) it is one line every ten seconds.
class Progress {
 public:
  // `before` of `all` were finished by an earlier run and do not count for the rate.
  Progress(std::string what, std::size_t before, std::size_t all);
  // Not thread-safe: one thread shows.
  void show(std::size_t done);
  void end(std::size_t done);  // the last state, and a line end

 private:
  using Clock = std::chrono::steady_clock;
  void print(std::size_t done);

  std::string what_;
  std::size_t before_;
  std::size_t all_;
  bool terminal_;
  Clock::time_point start_;
  Clock::time_point shown_;
};

}  // namespace truename::cli
