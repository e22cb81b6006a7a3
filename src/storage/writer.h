// Writer: the one thread that changes the database; gathers waiting cases into one transaction.
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
#include "storage/write_case.h"

namespace truename::storage {

class Writer {
 public:
  // Borrows vault and clock.
  Writer(Database database, const Vault& vault, const Clock& clock, CheckpointLog checkpoints);
  ~Writer();  // answers all that wait first
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // From any thread; returns when the case is on the disk. Errors as of registration::Store.
  Result<domain::CommittedCase> commit(const domain::CaseRecord& record);

 private:
  struct Waiting {
    const domain::CaseRecord* record = nullptr;  // its caller waits with us
    std::promise<Result<domain::CommittedCase>> answer;
  };
  using Group = std::vector<Waiting>;
  using Outcomes = std::vector<Result<WrittenCase>>;

  void run();
  Group next_group();  // empty when closing
  void write(Group& group);
  Status write_transaction(const Group& group, Outcomes& outcomes);
  Result<WrittenCase> write_in_savepoint(const domain::CaseRecord& record, std::uint64_t index);
  void publish(Group& group, const Outcomes& outcomes);
  Result<domain::CommittedCase> committed(const domain::CaseRecord& record,
                                          const WrittenCase& written);
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
