#include "storage/memory_lives.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace truename::storage {
namespace {

using domain::Life;
using registration::DueClock;
using registration::LifeChange;

constexpr std::size_t kHeldLimit = 1000;

tl::unexpected<Error> conflict(const char* what) {
  return fail(ErrorCode::conflict, std::string(what) + "; read the line again and decide anew.");
}

}  // namespace

std::size_t MemoryLives::HashHolder::operator()(const domain::HolderId& holder) const {
  std::size_t out = 0;  // a keyed digest is spread evenly already
  std::memcpy(&out, holder.get().data(), sizeof out);
  return out;
}

Result<std::optional<Life>> MemoryLives::find(const domain::Msisdn& msisdn) {
  const std::lock_guard lock(mutex_);
  const auto found = lives_.find(msisdn.get());
  if (found == lives_.end()) return std::optional<Life>();
  return std::optional<Life>(found->second);
}

Result<std::vector<Life>> MemoryLives::held_by(const domain::HolderId& holder) {
  const std::lock_guard lock(mutex_);
  std::vector<Life> out;
  const auto found = held_.find(holder);
  if (found == held_.end()) return out;
  for (const std::string& number : found->second) {
    if (out.size() == kHeldLimit) break;
    out.push_back(lives_.at(number));
  }
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

Status MemoryLives::check(const LifeChange& change) const {
  TRY_STATUS(domain::check_event(change.event));
  if (change_of_key_.contains(change.event.key)) return conflict("This event was told before");
  const Life& after = change.after;
  const auto stored = lives_.find(after.line.msisdn.get());
  const std::uint64_t revision = stored == lives_.end() ? 0 : stored->second.revision;
  if (revision != change.before.revision) return conflict("The line has changed meanwhile");
  const std::string& card = after.line.iccid.get();
  if (!card.empty() && card != change.before.line.iccid.get() && cards_.contains(card)) {
    return conflict("This card carries another line");
  }
  const bool new_holder = after.holder && after.holder != change.before.holder;
  if (!new_holder || change.line_cap == 0) return {};
  const auto held = held_.find(*after.holder);
  if (held == held_.end() || std::ssize(held->second) < change.line_cap) return {};
  const auto of_class = std::count_if(
      held->second.begin(), held->second.end(),
      [&](const std::string& number) { return lives_.at(number).line_class == after.line_class; });
  return of_class < change.line_cap ? Status{} : conflict("The cap of lines is reached");
}

void MemoryLives::unlink(const Life& life) {
  for (const auto& clock : life.clocks) {
    clocks_.erase({clock.due, life.line.msisdn.get(), clock.id});
  }
  cards_.erase(life.line.iccid.get());
  if (!life.holder) return;
  const auto held = held_.find(*life.holder);
  CHECK(held != held_.end());
  std::erase(held->second, life.line.msisdn.get());
  if (held->second.empty()) held_.erase(held);
}

void MemoryLives::link(const Life& life) {
  for (const auto& clock : life.clocks) {
    clocks_.insert({clock.due, life.line.msisdn.get(), clock.id});
  }
  if (!life.line.iccid.get().empty()) cards_.insert(life.line.iccid.get());
  if (life.holder) held_[*life.holder].push_back(life.line.msisdn.get());
}

void MemoryLives::write(const LifeChange& change) {
  if (change.after.revision != change.before.revision) {
    Life& life = lives_[change.after.line.msisdn.get()];
    unlink(life);
    life = change.after;
    link(life);
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
      const auto stored = lives_.find(change.after.line.msisdn.get());
      undo.push_back(stored == lives_.end() ? domain::unborn(change.after.line.msisdn, "")
                                            : stored->second);
      write(change);
      continue;
    }
    for (auto life = undo.rbegin(); life != undo.rend(); ++life) {
      unlink(lives_.at(life->line.msisdn.get()));
      lives_[life->line.msisdn.get()] = *life;
      link(*life);
      if (life->revision == 0) lives_.erase(life->line.msisdn.get());
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
  std::vector<DueClock> out;
  auto next = after ? clocks_.upper_bound({after->due, after->msisdn.get(), after->clock})
                    : clocks_.begin();
  for (; next != clocks_.end() && out.size() < limit; ++next) {
    const auto& [due, number, clock] = *next;
    if (due > until) break;
    out.push_back({domain::Msisdn(number), clock, due});
  }
  return out;
}

Status MemoryLives::replay(const std::function<Status(const LifeChange&)>& each) {
  for (const LifeChange& change : changes_) TRY_STATUS(each(change));
  return {};
}

Status MemoryLives::each_life(const std::function<Status(const Life&)>& each) {
  std::vector<const Life*> sorted;
  for (const auto& [number, life] : lives_) sorted.push_back(&life);
  std::sort(sorted.begin(), sorted.end(),
            [](const Life* a, const Life* b) { return a->line.msisdn < b->line.msisdn; });
  for (const Life* life : sorted) TRY_STATUS(each(*life));
  return {};
}

}  // namespace truename::storage
