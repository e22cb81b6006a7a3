#include "cli/line_worker.h"

#include <chrono>
#include <utility>

#include "base/log.h"

namespace truename::cli {
namespace {

// A subscriber waits at the counter for the line; a clock of months does not mind.
constexpr std::chrono::seconds kPause(1);

}  // namespace

LineWorker::LineWorker(std::function<Status()> work)
    : work_(std::move(work)), thread_([this] { run(); }) {}

LineWorker::~LineWorker() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void LineWorker::run() {
  std::unique_lock lock(mutex_);
  while (!closing_) {
    lock.unlock();
    work_once();
    lock.lock();
    changed_.wait_for(lock, kPause, [this] { return closing_; });
  }
}

void LineWorker::work_once() {
  const Status done = work_();
  const std::string failure = done ? "" : done.error().message;
  if (!failure.empty() && failure != last_failure_) log_line(LogLevel::error, "lines", failure);
  last_failure_ = failure;
}

}  // namespace truename::cli
