// FileLock: one at a time for who changes a file of the data folder; readers need none, since files
// are replaced whole.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace truename::adapters {

// Held from creation to destruction; gone when the process dies. Waits for who holds it.
class FileLock {
 public:
  // Makes the folder when it is absent. `name` is what is changed: the lock is <name>.lock.
  static Result<FileLock> take(const std::filesystem::path& folder, const std::string& name);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int file) : file_(file) {}
  int file_;
};

}  // namespace truename::adapters
