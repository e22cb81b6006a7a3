// MemoryLives: lives in memory, for simulation and tests; keeps nothing when the process ends.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "registration/lives.h"

namespace truename::storage {

enum class KeepChanges { no, yes };

// All calls from any thread. Without kept changes replay() and find_change() find nothing, and a
// repeated event key is told only by its life's revision: memory for millions of lines.
class MemoryLives final : public registration::Lives {
 public:
  explicit MemoryLives(KeepChanges keep) : keep_(keep) {}

  Result<std::optional<domain::Life>> find(const domain::Msisdn& msisdn) override;
  Result<std::vector<domain::Life>> held_by(const domain::HolderId& holder) override;
  Result<std::optional<registration::LifeChange>> find_change(const std::string& key) override;
  Status commit(std::span<const registration::LifeChange> changes) override;
  using Lives::due;
  Result<std::vector<registration::DueClock>> due(
      Timestamp until, std::size_t limit,
      const std::optional<registration::DueClock>& after) override;
  Status replay(const std::function<Status(const registration::LifeChange&)>& each) override;
  Status each_life(const std::function<Status(const domain::Life&)>& each) override;

 private:
  struct HashHolder {
    std::size_t operator()(const domain::HolderId& holder) const;
  };
  // due, number, clock: the order in which clocks ring
  using ClockRow = std::tuple<Timestamp, std::string, std::string>;

  Status check(const registration::LifeChange& change) const;
  void write(const registration::LifeChange& change);
  void link(const domain::Life& life);
  void unlink(const domain::Life& life);

  const KeepChanges keep_;
  std::mutex mutex_;
  std::unordered_map<std::string, domain::Life> lives_;                              // by number
  std::unordered_map<domain::HolderId, std::vector<std::string>, HashHolder> held_;  // numbers
  std::unordered_set<std::string> cards_;
  std::set<ClockRow> clocks_;
  std::vector<registration::LifeChange> changes_;
  std::unordered_map<std::string, std::size_t> change_of_key_;
};

}  // namespace truename::storage
