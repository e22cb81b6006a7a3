#include "simulation/watched_lives.h"

namespace truename::simulation {
namespace {

constexpr std::size_t kTold = 20;  // enough to see a pattern

}  // namespace

void WatchedLives::tell(const std::string& broken) {
  ++breaks_;
  if (told_.size() < kTold) told_.push_back(broken);
}

Status WatchedLives::commit(std::span<const registration::LifeChange> changes) {
  TRY_STATUS(lives_.commit(changes));
  for (const registration::LifeChange& change : changes) {
    const std::string broken = witness_.see(change);
    if (!broken.empty()) tell(broken);
    if (observer_) observer_(change);
  }
  return {};
}

}  // namespace truename::simulation
