#include "simulation/batched_lives.h"

#include <utility>

namespace truename::simulation {

Result<std::unique_ptr<BatchedLives>> BatchedLives::open(registration::Lives& disk,
                                                         std::size_t batch) {
  std::unique_ptr<BatchedLives> out(new BatchedLives(disk, batch));
  TRY_STATUS(disk.each_life([&](const domain::Life& life) -> Status {
    registration::LifeChange whole;
    whole.event.key = "taken-over";
    whole.before = domain::unborn(life.line.msisdn, "");
    whole.after = life;
    return out->memory_.commit(std::span(&whole, 1));
  }));
  return out;
}

Status BatchedLives::commit(std::span<const registration::LifeChange> changes) {
  TRY_STATUS(memory_.commit(changes));
  waiting_.insert(waiting_.end(), changes.begin(), changes.end());
  return waiting_.size() < batch_ ? Status{} : flush();
}

Status BatchedLives::flush() {
  if (waiting_.empty()) return {};
  const auto batch = std::exchange(waiting_, {});
  const Status written = disk_.commit(batch);
  if (written) return {};
  if (written.error().code != ErrorCode::conflict) return written;
  return fail(ErrorCode::internal, "The disk refuses what memory took: " + written.error().message);
}

Status BatchedLives::replay(const std::function<Status(const registration::LifeChange&)>& each) {
  TRY_STATUS(flush());
  return disk_.replay(each);
}

Status BatchedLives::each_life(const std::function<Status(const domain::Life&)>& each) {
  TRY_STATUS(flush());
  return disk_.each_life(each);
}

}  // namespace truename::simulation
