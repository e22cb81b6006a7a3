#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace truename {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> system_failure(const char* act, const std::filesystem::path& path) {
  const int reason = errno;
  const ErrorCode code = reason == ENOENT                       ? ErrorCode::not_found
                         : reason == ENOSPC || reason == EDQUOT ? ErrorCode::unavailable
                                                                : ErrorCode::internal;
  return fail(code, std::string("Cannot ") + act + " " + path.string() + ": " +
                        std::strerror(reason) + ".");
}

Status write_all(int fd, ByteView bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_failure("write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) return system_failure("write", path);
  return {};
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_failure("open", path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_failure("read", path);
  if (!S_ISREG(info.st_mode)) {
    return fail(ErrorCode::bad_input, path.string() + " is not a file; name a file.");
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > limit_bytes) {
    return fail(ErrorCode::too_large, path.string() + " is over the limit of " +
                                          std::to_string(limit_bytes / 1024) + " KiB.");
  }
  Bytes bytes(size);
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got = ::read(file.get(), bytes.data() + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("read", path);
    if (got == 0) break;  // it shrank while we read; what is there is what we give
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  const Bytes bytes = TRY(read_file(path, limit_bytes));
  return std::string(as_text(bytes));
}

Status write_file(const std::filesystem::path& path, ByteView bytes, FileMode mode) {
  const std::filesystem::path beside = path.string() + ".new";
  {
    const mode_t bits = mode == FileMode::owner_only ? 0600 : 0644;
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, bits));
    if (file.get() < 0) return system_failure("create", beside);
    TRY_STATUS(write_all(file.get(), bytes, beside));
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return system_failure("replace", path);
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) return system_failure("sync", folder);
  return {};
}

}  // namespace truename
