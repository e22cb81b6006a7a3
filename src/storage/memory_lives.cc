#include "storage/memory_lives.h"

#include <algorithm>
#include <cstring>

namespace truename::storage {
namespace {

using domain::Life;
using registration::DueClock;
using registration::LifeChange;

constexpr std::size_t kHeldLimit = 1000;

tl::unexpected<Error> conflict(const char* what) {
  return fail(ErrorCode::conflict, std::string(what) + "; read the line again and decide anew.");
}

std::uint64_t hash_of(const std::string& text) { return std::hash<std::string>()(text); }

std::uint64_t hash_of(const domain::HolderId& holder) {
  std::uint64_t out = 0;  // a keyed digest is spread evenly already
  std::memcpy(&out, holder.get().data(), sizeof out);
  return out;
}

}  // namespace

Life* MemoryLives::slot_of(const domain::Msisdn& msisdn) const {
  Life* const* const found = by_number_.find(
      hash_of(msisdn.get()), [&](const Life* life) { return life->line.msisdn == msisdn; });
  return found == nullptr ? nullptr : *found;
}

const Life* MemoryLives::stored(const domain::Msisdn& msisdn) const {
  const Life* const life = slot_of(msisdn);
  return life == nullptr || life->revision == 0 ? nullptr : life;
}

Result<std::optional<Life>> MemoryLives::find(const domain::Msisdn& msisdn) {
  const std::lock_guard lock(mutex_);
  const Life* const life = stored(msisdn);
  return life == nullptr ? std::optional<Life>() : std::optional<Life>(*life);
}

Result<std::vector<Life>> MemoryLives::held_by(const domain::HolderId& holder) {
  const std::lock_guard lock(mutex_);
  std::vector<Life> out;
  by_holder_.each_of(hash_of(holder), [&](const Life* life) {
    if (life->holder == holder && out.size() < kHeldLimit) out.push_back(*life);
  });
  std::sort(out.begin(), out.end(),
            [](const Life& a, const Life& b) { return a.line.msisdn < b.line.msisdn; });
  return out;
}

Result<std::optional<LifeChange>> MemoryLives::find_change(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = change_of_key_.find(key);
  if (found == change_of_key_.end()) return std::optional<LifeChange>();
  return std::optional<LifeChange>(changes_[found->second]);
}

bool MemoryLives::carried(const domain::Iccid& card) const {
  return by_card_.find(hash_of(card.get()),
                       [&](const Life* life) { return life->line.iccid == card; }) != nullptr;
}

bool MemoryLives::cap_reached(const Life& after, int cap) const {
  int lines = 0;
  by_holder_.each_of(hash_of(*after.holder), [&](const Life* life) {
    lines += life->holder == after.holder && life->line_class == after.line_class;
  });
  return lines >= cap;
}

Status MemoryLives::check(const LifeChange& change) const {
  TRY_STATUS(domain::check_event(change.event));
  if (change_of_key_.contains(change.event.key)) return conflict("This event was told before");
  const Life& before = change.before;
  const Life& after = change.after;
  const Life* const life = stored(after.line.msisdn);
  const std::uint64_t revision = life == nullptr ? 0 : life->revision;
  if (revision != before.revision) return conflict("The line has changed meanwhile");
  const domain::Iccid& card = after.line.iccid;
  if (!card.get().empty() && card != before.line.iccid && carried(card)) {
    return conflict("This card carries another line");
  }
  const bool new_holder = after.holder && after.holder != before.holder;
  if (!new_holder || change.line_cap == 0) return {};
  return cap_reached(after, change.line_cap) ? conflict("The cap of lines is reached") : Status{};
}

// Of what finds the life only that is touched which differs.
void MemoryLives::replace(Life& life, const Life& by) {
  const auto itself = [&life](const Life* one) { return one == &life; };
  const std::string& card = by.line.iccid.get();
  if (card != life.line.iccid.get()) {
    by_card_.erase(hash_of(life.line.iccid.get()), itself);
    if (!card.empty()) by_card_.insert(hash_of(card), &life);
  }
  if (by.holder != life.holder) {
    if (life.holder) by_holder_.erase(hash_of(*life.holder), itself);
    if (by.holder) by_holder_.insert(hash_of(*by.holder), &life);
  }
  for (const domain::RunningClock& clock : by.clocks) {
    if (std::ranges::find(life.clocks, clock) == life.clocks.end()) clocks_.start(life, clock);
  }
  life = by;
}

void MemoryLives::write(const LifeChange& change) {
  const domain::Msisdn& msisdn = change.after.line.msisdn;
  if (change.after.revision != change.before.revision) {
    Life* life = slot_of(msisdn);
    if (life == nullptr) {
      life = &lives_.emplace_back(domain::unborn(msisdn, ""));
      by_number_.insert(hash_of(msisdn.get()), life);
    }
    replace(*life, change.after);
  }
  if (keep_ == KeepChanges::no) return;
  change_of_key_.emplace(change.event.key, changes_.size());
  changes_.push_back(change);
}

Status MemoryLives::commit(std::span<const LifeChange> changes) {
  const std::lock_guard lock(mutex_);
  // Several changes may build on each other: undone in the opposite order when one does not hold.
  std::vector<Life> undo;
  const std::size_t kept = changes_.size();
  for (const LifeChange& change : changes) {
    const Status holds = check(change);
    if (holds) {
      const Life* const life = stored(change.after.line.msisdn);
      undo.push_back(life == nullptr ? domain::unborn(change.after.line.msisdn, "") : *life);
      write(change);
      continue;
    }
    for (auto life = undo.rbegin(); life != undo.rend(); ++life) {
      if (Life* const now = slot_of(life->line.msisdn)) replace(*now, *life);
    }
    while (changes_.size() > kept) {
      change_of_key_.erase(changes_.back().event.key);
      changes_.pop_back();
    }
    return holds;
  }
  return {};
}

Result<std::vector<DueClock>> MemoryLives::due(Timestamp until, std::size_t limit,
                                               const std::optional<DueClock>& after) {
  const std::lock_guard lock(mutex_);
  return clocks_.due(until, limit, after);
}

Status MemoryLives::replay(const std::function<Status(const LifeChange&)>& each) {
  for (const LifeChange& change : changes_) TRY_STATUS(each(change));
  return {};
}

Status MemoryLives::each_life(const std::function<Status(const Life&)>& each) {
  std::vector<const Life*> sorted;
  for (const Life& life : lives_) {
    if (life.revision > 0) sorted.push_back(&life);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const Life* a, const Life* b) { return a->line.msisdn < b->line.msisdn; });
  for (const Life* life : sorted) TRY_STATUS(each(*life));
  return {};
}

}  // namespace truename::storage
