// LineWorker: calls one piece of work every second on a thread of its own; knows nothing of it.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"

namespace truename::cli {

class LineWorker {
 public:
  // `work` must last as long as this. A failure is logged when it differs from the last one.
  explicit LineWorker(std::function<Status()> work);
  ~LineWorker();  // waits for the work at hand
  LineWorker(const LineWorker&) = delete;
  LineWorker& operator=(const LineWorker&) = delete;

 private:
  void run();
  void work_once();

  const std::function<Status()> work_;
  std::string last_failure_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace truename::cli
