#include "storage/writer.h"

#include "base/log.h"

namespace truename::storage {
namespace {

constexpr std::size_t kQueueLimit = 256;  // callers; more would wait longer than a person does
constexpr std::size_t kGroupLimit = 64;   // callers a transaction; bounds the time to the answer

// Such an error belongs to one caller; any other to the whole transaction.
bool is_refusal(const Error& error) {
  return error.code == ErrorCode::conflict || error.code == ErrorCode::bad_input ||
         error.code == ErrorCode::too_large;
}

}  // namespace

Writer::Writer(Database database, const Vault& vault, const Clock& clock, CheckpointLog checkpoints)
    : database_(std::move(database)),
      vault_(vault),
      clock_(clock),
      checkpoints_(std::move(checkpoints)),
      log_(database_, vault_),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

Writer::Answer Writer::commit(const Work& work) {
  std::future<Answer> answer;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kQueueLimit) {
      return fail(ErrorCode::unavailable, "Too many changes wait to be written; try again soon.");
    }
    waiting_.push_back({.work = work, .answer = {}});
    answer = waiting_.back().answer.get_future();
  }
  changed_.notify_one();
  return answer.get();
}

void Writer::run() {
  for (Group group = next_group(); !group.empty(); group = next_group()) write(group);
}

Writer::Group Writer::next_group() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
  Group group;
  while (!waiting_.empty() && group.size() < kGroupLimit) {
    group.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return group;
}

void Writer::write(Group& group) {
  Outcomes outcomes;
  const Status status = write_transaction(group, outcomes);
  if (status) return publish(group, outcomes);
  if (database_.in_transaction()) (void)database_.execute("ROLLBACK");
  log_line(LogLevel::error, "storage", status.error().message);
  for (Waiting& waiting : group) waiting.answer.set_value(fail(status.error()));
}

Status Writer::write_transaction(const Group& group, Outcomes& outcomes) {
  TRY_STATUS(flush_checkpoint());
  TRY_STATUS(database_.execute("BEGIN IMMEDIATE"));
  const std::uint64_t before = TRY(log_.size());
  std::uint64_t index = before;
  bool unlogged = false;
  const Timestamp now = clock_.now();
  for (const Waiting& waiting : group) {
    outcomes.push_back(write_in_savepoint(waiting.work, now, index));
    const auto& outcome = outcomes.back();
    if (!outcome && !is_refusal(outcome.error())) return fail(outcome.error());
    index += outcome ? outcome->leaves : 0;
    unlogged = unlogged || (outcome && outcome->unlogged);
  }
  // Without a leaf there is nothing to sign.
  if (index == before) return database_.execute(unlogged ? "COMMIT" : "ROLLBACK");
  const auto checkpoint = TRY(log_.sign(now));
  TRY_STATUS(database_.execute("COMMIT"));
  unlogged_ = checkpoint_line(checkpoint);
  return {};
}

Result<Written> Writer::write_in_savepoint(const Work& work, Timestamp now, std::uint64_t index) {
  TRY_STATUS(database_.execute("SAVEPOINT one_work"));
  auto outcome =
      write_work(work, now, index, {.database = database_, .vault = vault_, .log = log_});
  if (!outcome) {
    if (!is_refusal(outcome.error())) return outcome;
    TRY_STATUS(database_.execute("ROLLBACK TO one_work"));
  }
  TRY_STATUS(database_.execute("RELEASE one_work"));
  return outcome;
}

// The checkpoint goes to its file before anybody hears of the work, so that a database without
// it cannot pass for whole; its sync may then overlap with the callers' next step.
void Writer::publish(Group& group, const Outcomes& outcomes) {
  const bool wrote = unlogged_.has_value();
  const Status logged = flush_checkpoint();
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto& outcome = outcomes[i];
    group[i].answer.set_value(outcome ? committed(group[i].work, *outcome) : fail(outcome.error()));
  }
  const Status synced = wrote && logged ? checkpoints_.sync() : logged;
  if (!synced) log_line(LogLevel::error, "storage", synced.error().message);
}

Writer::Answer Writer::committed(const Work& work, const Written& written) {
  if (!written.sale) return std::optional<domain::CommittedCase>();
  const WrittenCase& sale = *written.sale;
  std::string receipt = TRY(log_.receipt_for(sale.row, sale.person));
  return std::optional(
      domain::CommittedCase{*work.record, sale.row.leaf_index, std::move(receipt)});
}

Status Writer::flush_checkpoint() {
  if (!unlogged_) return {};
  TRY_STATUS(checkpoints_.append(*unlogged_));
  unlogged_.reset();
  return {};
}

}  // namespace truename::storage
