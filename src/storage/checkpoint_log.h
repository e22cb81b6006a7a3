// CheckpointLog: the file of every signed checkpoint, a line each, that a database rolled back to
// an earlier state cannot follow; not the log itself.
#pragma once

#include <cstdint>
#include <string>

#include "audit/checkpoint.h"
#include "base/result.h"
#include "storage/data_folder.h"
#include "storage/stored_log.h"

namespace truename::storage {

// Its JSON and a newline; docs/formats/checkpoint.md.
std::string checkpoint_line(const audit::SignedCheckpoint& checkpoint);

class CheckpointLog {
 public:
  static Result<CheckpointLog> open(const DataFolder& folder);
  ~CheckpointLog();
  CheckpointLog(CheckpointLog&& other) noexcept;
  CheckpointLog& operator=(CheckpointLog&&) = delete;

  // The whole line or nothing.
  Status append(const std::string& line);
  Status sync();
  // After a start: cuts off a line that a crash left half, writes the one that it left out.
  // corrupt when the database is older than the file, or more than that one is missing.
  Status catch_up(Database& database, const StoredLog& log);

 private:
  explicit CheckpointLog(int file, std::uint64_t bytes) : file_(file), bytes_(bytes) {}
  struct Tail;
  Result<Tail> tail() const;

  int file_;
  std::uint64_t bytes_;
};

// The first `bytes` of the file hold to the checkpoints, line by line; `may_miss` may be left out
// at the end. Reads a prefix, since a running truename keeps appending.
struct CheckpointFile {
  std::uint64_t bytes = 0;
  std::uint64_t may_miss = 0;
};
Status check_checkpoint_file(const DataFolder& folder, const CheckpointFile& expected,
                             Database& database, const StoredLog& log);

}  // namespace truename::storage
