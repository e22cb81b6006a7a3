#include "storage/checkpoint_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "base/json.h"

namespace truename::storage {
namespace {

constexpr std::uint64_t kTailBytes = 4096;  // a line has about 320

tl::unexpected<Error> write_failure() {
  return fail(ErrorCode::unavailable, std::string("Cannot write checkpoints.log (") +
                                          std::strerror(errno) + "); free space and try again.");
}

tl::unexpected<Error> differs() {
  return fail(ErrorCode::corrupt,
              "checkpoints.log and truename.db tell different histories: one of them was changed, "
              "cut or rolled back; restore both from one backup.");
}

tl::unexpected<Error> was_cut() {
  return fail(
      ErrorCode::corrupt,
      "checkpoints.log ends before truename.db does: it was cut; restore it from a backup.");
}

}  // namespace

struct CheckpointLog::Tail {
  std::string last_line;  // with its newline; empty when there is none
  std::string torn;       // what stands behind the last newline
};

std::string checkpoint_line(const audit::SignedCheckpoint& checkpoint) {
  return write_json(audit::checkpoint_value(checkpoint)) + "\n";
}

Result<CheckpointLog> CheckpointLog::open(const DataFolder& folder) {
  const int file =
      ::open(folder.checkpoints().c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return write_failure();
  CheckpointLog log(file, 0);
  struct stat info {};
  if (::fstat(file, &info) != 0) return write_failure();
  log.bytes_ = static_cast<std::uint64_t>(info.st_size);
  return log;
}

CheckpointLog::~CheckpointLog() {
  if (file_ >= 0) ::close(file_);
}

CheckpointLog::CheckpointLog(CheckpointLog&& other) noexcept
    : file_(std::exchange(other.file_, -1)), bytes_(other.bytes_) {}

Status CheckpointLog::append(const std::string& line) {
  const ssize_t written = ::write(file_, line.data(), line.size());
  if (written == static_cast<ssize_t>(line.size())) {
    bytes_ += line.size();
    return {};
  }
  const auto failed = write_failure();
  if (::ftruncate(file_, static_cast<off_t>(bytes_)) != 0) return write_failure();
  return failed;
}

Status CheckpointLog::sync() {
  if (::fdatasync(file_) != 0) return write_failure();
  return {};
}

Result<CheckpointLog::Tail> CheckpointLog::tail() const {
  std::string text(std::min(bytes_, kTailBytes), '\0');
  const auto from = static_cast<off_t>(bytes_ - text.size());
  if (::pread(file_, text.data(), text.size(), from) != static_cast<ssize_t>(text.size())) {
    return fail(ErrorCode::unavailable, "Cannot read checkpoints.log; look at the disk.");
  }
  const std::size_t end = text.rfind('\n');
  if (end == std::string::npos) return Tail{.last_line = {}, .torn = text};
  const std::size_t before = end == 0 ? std::string::npos : text.rfind('\n', end - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  return Tail{.last_line = text.substr(begin, end + 1 - begin), .torn = text.substr(end + 1)};
}

Status CheckpointLog::catch_up(Database& database, const StoredLog& log) {
  const Tail end = TRY(tail());
  Rows rows = TRY(database.query(
      "SELECT size, root, at_ms, signature FROM checkpoints ORDER BY size DESC LIMIT 2"));
  if (!TRY(rows.next())) return differs();
  const std::string newest = checkpoint_line(log.read_checkpoint(rows));
  if (end.last_line == newest) return end.torn.empty() ? Status() : differs();
  const std::string second =
      TRY(rows.next()) ? checkpoint_line(log.read_checkpoint(rows)) : std::string();
  if (end.last_line != second) return differs();
  if (!newest.starts_with(end.torn)) return differs();
  bytes_ -= end.torn.size();
  if (::ftruncate(file_, static_cast<off_t>(bytes_)) != 0) return write_failure();
  TRY_STATUS(append(newest));
  return sync();
}

Status check_checkpoint_file(const DataFolder& folder, const CheckpointFile& expected,
                             Database& database, const StoredLog& log) {
  std::ifstream file(folder.checkpoints(), std::ios::binary);
  std::uint64_t left = expected.bytes;
  std::uint64_t missing = 0;
  Rows rows =
      TRY(database.query("SELECT size, root, at_ms, signature FROM checkpoints ORDER BY size"));
  while (TRY(rows.next())) {
    const std::string line = checkpoint_line(log.read_checkpoint(rows));
    std::string found(std::min<std::uint64_t>(line.size(), left), '\0');
    if (!found.empty() && !file.read(found.data(), static_cast<std::streamsize>(found.size()))) {
      return differs();
    }
    if (!line.starts_with(found)) return differs();
    left -= found.size();
    missing += found.size() < line.size() ? 1 : 0;
  }
  if (left > 0) return differs();
  return missing > expected.may_miss ? was_cut() : Status();
}

}  // namespace truename::storage
