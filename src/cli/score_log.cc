#include "cli/score_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/files.h"

namespace truename::cli {
namespace {

constexpr std::size_t kScoresLimitBytes = 512UL * 1024 * 1024;  // 12,000,000 rows of 40 bytes

tl::unexpected<Error> system_failure(const char* act) {
  const int reason = errno;
  return fail(reason == ENOSPC ? ErrorCode::unavailable : ErrorCode::internal,
              std::string("Cannot ") + act + " scores.csv: " + std::strerror(reason) + ".");
}

}  // namespace

Result<ScoreLog::Opened> ScoreLog::open(const std::filesystem::path& file,
                                        const std::string& header,
                                        const evaluation::PairList& list) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor < 0) return system_failure("open");
  ScoreLog log(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::conflict,
                "Another evaluation writes to this output folder; wait for it.");
  }
  const std::string text = TRY(read_text_file(file, kScoresLimitBytes));
  evaluation::FinishedScores scores = TRY(evaluation::parse_scores(text, header, list));
  if (::ftruncate(descriptor, static_cast<off_t>(scores.whole_bytes)) != 0) {
    return system_failure("shorten");
  }
  if (scores.whole_bytes == 0) TRY_STATUS(log.append(header));
  return Opened{std::move(log), std::move(scores)};
}

ScoreLog::ScoreLog(ScoreLog&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

ScoreLog::~ScoreLog() {
  if (file_ >= 0) ::close(file_);
}

Status ScoreLog::append(std::string_view rows) {
  while (!rows.empty()) {
    const ssize_t written = ::write(file_, rows.data(), rows.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_failure("write");
    rows.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status ScoreLog::sync() {
  if (::fsync(file_) != 0) return system_failure("sync");
  return {};
}

}  // namespace truename::cli
