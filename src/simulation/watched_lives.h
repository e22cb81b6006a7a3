// WatchedLives: passes everything on to other lives and shows every committed change to a witness
// and to one who counts; keeps nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "registration/lives.h"
#include "simulation/witness.h"

namespace truename::simulation {

class WatchedLives final : public registration::Lives {
 public:
  using Observer = std::function<void(const registration::LifeChange&)>;
  WatchedLives(registration::Lives& lives, Witness& witness, Observer observer)
      : lives_(lives), witness_(witness), observer_(std::move(observer)) {}

  Result<std::optional<domain::Life>> find(const domain::Msisdn& msisdn) override {
    return lives_.find(msisdn);
  }
  Result<std::vector<domain::Life>> held_by(const domain::HolderId& holder) override {
    return lives_.held_by(holder);
  }
  Result<std::optional<registration::LifeChange>> find_change(const std::string& key) override {
    return lives_.find_change(key);
  }
  Status commit(std::span<const registration::LifeChange> changes) override;
  using Lives::due;
  Result<std::vector<registration::DueClock>> due(
      Timestamp until, std::size_t limit,
      const std::optional<registration::DueClock>& after) override {
    return lives_.due(until, limit, after);
  }
  Status replay(const std::function<Status(const registration::LifeChange&)>& each) override {
    return lives_.replay(each);
  }
  Status each_life(const std::function<Status(const domain::Life&)>& each) override {
    return lives_.each_life(each);
  }

  std::size_t breaks() const { return breaks_; }
  const std::vector<std::string>& told() const { return told_; }  // the first of them
  void tell(const std::string& broken);                           // one more, seen elsewhere

 private:
  registration::Lives& lives_;
  Witness& witness_;
  const Observer observer_;
  std::size_t breaks_ = 0;
  std::vector<std::string> told_;
};

}  // namespace truename::simulation
