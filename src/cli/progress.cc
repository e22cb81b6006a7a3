#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

namespace truename::cli {
namespace {

constexpr int kWidth = 30;
constexpr auto kTerminalInterval = std::chrono::milliseconds(200);
constexpr auto kLogInterval = std::chrono::seconds(10);

std::string duration_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  char text[64];
  std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  return text;
}

}  // namespace

Progress::Progress(std::string what, std::size_t before, std::size_t all)
    : what_(std::move(what)),
      before_(before),
      all_(all),
      terminal_(isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      shown_(start_) {}

void Progress::show(std::size_t done) {
  const auto now = Clock::now();
  if (now - shown_ <
      (terminal_ ? Clock::duration(kTerminalInterval) : Clock::duration(kLogInterval)))
    return;
  shown_ = now;
  print(done);
  if (!terminal_) std::fputc('\n', stderr);
}

void Progress::end(std::size_t done) {
  print(done);
  std::fputc('\n', stderr);
}

void Progress::print(std::size_t done) {
  const std::chrono::duration<double> spent = Clock::now() - start_;
  const double rate = spent.count() > 0 ? static_cast<double>(done - before_) / spent.count() : 0;
  const std::string left =
      rate > 0 ? duration_text(static_cast<double>(all_ - done) / rate) + " left" : "";
  const int filled = all_ == 0 ? kWidth : static_cast<int>(done * kWidth / all_);
  std::fprintf(stderr, "%s[%.*s%*s] %zu of %zu %s, %.0f/s, %s  ", terminal_ ? "\r" : "", filled,
               "##############################", kWidth - filled, "", done, all_, what_.c_str(),
               rate, left.c_str());
}

}  // namespace truename::cli
