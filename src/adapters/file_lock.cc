#include "adapters/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace truename::adapters {

Result<FileLock> FileLock::take(const std::filesystem::path& folder, const std::string& name) {
  std::error_code ignored;  // the open below says what is wrong
  std::filesystem::create_directories(folder, ignored);
  const std::filesystem::path path = folder / (name + ".lock");
  FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  int locked = lock.file_ < 0 ? -1 : ::flock(lock.file_, LOCK_EX);
  while (lock.file_ >= 0 && locked != 0 && errno == EINTR) locked = ::flock(lock.file_, LOCK_EX);
  if (locked != 0) {
    return fail(ErrorCode::unavailable,
                "Cannot write in " + folder.string() + ": " + std::strerror(errno) + ".");
  }
  return lock;
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

}  // namespace truename::adapters
