// Writer: the one thread that changes the database; gathers what waits into one transaction.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/registration.h"
#include "storage/checkpoint_log.h"
#include "storage/database.h"
#include "storage/stored_log.h"
#include "storage/vault.h"
#include "storage/write_work.h"

namespace truename::storage {

class Writer {
 public:
  // Borrows vault and clock.
  Writer(Database database, const Vault& vault, const Clock& clock, CheckpointLog checkpoints);
  ~Writer();  // answers all that wait first
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // From any thread; returns when the work is on the disk. Errors as of registration::Store. The
  // case is there when the work had one.
  using Answer = Result<std::optional<domain::CommittedCase>>;
  Answer commit(const Work& work);

 private:
  struct Waiting {
    Work work;  // its caller waits with us
    std::promise<Answer> answer;
  };
  using Group = std::vector<Waiting>;
  using Outcomes = std::vector<Result<Written>>;

  void run();
  Group next_group();  // empty when closing
  void write(Group& group);
  Status write_transaction(const Group& group, Outcomes& outcomes);
  Result<Written> write_in_savepoint(const Work& work, Timestamp now, std::uint64_t index);
  void publish(Group& group, const Outcomes& outcomes);
  Answer committed(const Work& work, const Written& written);
  Status flush_checkpoint();

  Database database_;
  const Vault& vault_;
  const Clock& clock_;
  CheckpointLog checkpoints_;
  StoredLog log_;
  std::optional<std::string> unlogged_;  // a committed checkpoint not yet in the file

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace truename::storage
