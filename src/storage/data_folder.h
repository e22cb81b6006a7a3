// DataFolder: the names of the files that one truename keeps, and the lock that it holds on them.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace truename::storage {

struct DataFolder {
  std::filesystem::path path;

  std::filesystem::path database() const { return path / "truename.db"; }
  std::filesystem::path keys() const { return path / "truename.keys"; }
  std::filesystem::path checkpoints() const { return path / "checkpoints.log"; }
  std::filesystem::path orders() const { return path / "orders.jsonl"; }
  std::filesystem::path lock() const { return path / "truename.lock"; }
};

// Held from creation to destruction by the one process that writes; gone when it dies.
class FolderLock {
 public:
  // unavailable when another truename holds it.
  static Result<FolderLock> take(const DataFolder& folder);
  // Whether somebody holds it at this moment.
  static bool is_held(const DataFolder& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

}  // namespace truename::storage
