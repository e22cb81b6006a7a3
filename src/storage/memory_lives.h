// MemoryLives: lives in memory, for simulation and tests; keeps nothing when the process ends.
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/hash_table.h"
#include "registration/lives.h"
#include "storage/memory_clocks.h"

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
  using Table = HashTable<domain::Life*>;

  domain::Life* slot_of(const domain::Msisdn& msisdn) const;
  // The life of a number that something happened to; nullptr: none.
  const domain::Life* stored(const domain::Msisdn& msisdn) const;
  bool carried(const domain::Iccid& card) const;
  bool cap_reached(const domain::Life& after, int cap) const;
  Status check(const registration::LifeChange& change) const;
  void write(const registration::LifeChange& change);
  void replace(domain::Life& life, const domain::Life& by);

  const KeepChanges keep_;
  std::mutex mutex_;
  std::deque<domain::Life> lives_;  // never moved; one of revision 0 was undone and counts as none
  Table by_number_;
  Table by_card_;
  Table by_holder_;  // one entry for each line that is held
  MemoryClocks clocks_;
  std::vector<registration::LifeChange> changes_;
  std::unordered_map<std::string, std::size_t> change_of_key_;
};

}  // namespace truename::storage
