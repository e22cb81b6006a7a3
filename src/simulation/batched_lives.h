// BatchedLives: answers from memory and writes to other lives many changes at a time, so that a
// disk is waited for once a batch; what was not written yet is lost with the process.
#pragma once

#include <memory>
#include <vector>

#include "registration/lives.h"
#include "storage/memory_lives.h"

namespace truename::simulation {

class BatchedLives final : public registration::Lives {
 public:
  // Takes over every life of `disk`, which must outlive this and change by nobody else meanwhile.
  static Result<std::unique_ptr<BatchedLives>> open(registration::Lives& disk, std::size_t batch);

  Result<std::optional<domain::Life>> find(const domain::Msisdn& msisdn) override {
    return memory_.find(msisdn);
  }
  Result<std::vector<domain::Life>> held_by(const domain::HolderId& holder) override {
    return memory_.held_by(holder);
  }
  // None: the keys of a simulation never repeat, and the disk refuses one that does.
  Result<std::optional<registration::LifeChange>> find_change(const std::string&) override {
    return std::optional<registration::LifeChange>();
  }
  Status commit(std::span<const registration::LifeChange> changes) override;
  using Lives::due;
  Result<std::vector<registration::DueClock>> due(
      Timestamp until, std::size_t limit,
      const std::optional<registration::DueClock>& after) override {
    return memory_.due(until, limit, after);
  }
  // Both write what waits and then ask the disk.
  Status replay(const std::function<Status(const registration::LifeChange&)>& each) override;
  Status each_life(const std::function<Status(const domain::Life&)>& each) override;

 private:
  BatchedLives(registration::Lives& disk, std::size_t batch) : disk_(disk), batch_(batch) {}
  Status flush();

  registration::Lives& disk_;
  const std::size_t batch_;
  storage::MemoryLives memory_{storage::KeepChanges::no};
  std::vector<registration::LifeChange> waiting_;
};

}  // namespace truename::simulation
