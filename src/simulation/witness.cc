#include "simulation/witness.h"

#include <cstring>
#include <string_view>

#include "simulation/invariants.h"

namespace truename::simulation {
namespace {

using domain::Life;

std::uint64_t mix(std::uint64_t so_far, std::uint64_t part) {
  so_far = (so_far ^ part) * 0x9e3779b97f4a7c15ULL;
  return so_far ^ (so_far >> 29U);
}

std::uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>()(text); }

std::uint64_t hash_holder(const domain::HolderId& holder) {
  std::uint64_t out = 0;  // a keyed digest is spread evenly already
  std::memcpy(&out, holder.get().data(), sizeof out);
  return out;
}

bool has_card(const Life& life) { return !life.line.iccid.get().empty(); }

// Over every field, so that two lives that differ anywhere differ here.
std::uint64_t fingerprint(const Life& life) {
  std::uint64_t out = mix(hash_text(life.line.iccid.get()), hash_text(life.state));
  out = mix(out, life.holder ? hash_holder(*life.holder) : 0);
  out = mix(out, hash_text(life.proof));
  out = mix(out, static_cast<std::uint64_t>(life.line_class));
  out = mix(out, life.epoch);
  for (const Timestamp at :
       {life.epoch_since, life.held_since, life.state_since, life.changed_at}) {
    out = mix(out, static_cast<std::uint64_t>(at.unix_ms));
  }
  out = mix(out, life.revision);
  for (const auto& who : life.measures_by) out = mix(out, hash_text(who.get()));
  for (const domain::LineMark mark : domain::kLineMarks) out = mix(out, life.marks.has(mark));
  for (const domain::RunningClock& clock : life.clocks) {
    out = mix(mix(out, hash_text(clock.id)), static_cast<std::uint64_t>(clock.due.unix_ms));
  }
  return out;
}

}  // namespace

bool Witness::above_cap(std::uint32_t lines, domain::LineClass line_class) const {
  return lines > static_cast<std::uint32_t>(pack_.line_cap(line_class));
}

// Whether the life's card carries no line yet.
bool Witness::comes(const Life& life, Cards& cards) {
  const std::uint64_t card = hash_text(life.line.iccid.get());
  if (cards.find(card) != nullptr) return false;
  cards.insert(card, {});
  return true;
}

// Lines of its class that the life's holder has with it.
std::uint32_t Witness::one_more(const Life& life, Held& held) {
  const std::uint64_t holder = hash_holder(*life.holder);
  Counts* counts = held.find(holder);
  if (counts == nullptr) counts = &held.insert(holder, {});
  return ++(*counts)[static_cast<std::size_t>(life.line_class)];
}

std::string Witness::see(const registration::LifeChange& change) {
  std::string broken = broken_by(change, pack_);
  if (broken.empty()) broken = follow(change);
  if (broken.empty()) return broken;
  return std::string(event_text(change.event.kind)) + " by " + change.rule + ": " + broken;
}

std::string Witness::take_over(const Life& life) {
  std::string broken = broken_in(life, pack_.life);
  if (!broken.empty()) return broken;
  seen_.insert(hash_text(life.line.msisdn.get()), fingerprint(life));  // each once
  return take(domain::unborn(life.line.msisdn, ""), life);
}

std::string Witness::follow(const registration::LifeChange& change) {
  const std::uint64_t number = hash_text(change.before.line.msisdn.get());
  std::uint64_t* seen = seen_.find(number);
  if (seen == nullptr) {
    const Life unborn = domain::unborn(change.before.line.msisdn, pack_.life.states.front().id);
    if (!(change.before == unborn)) return "a line with a past that nobody saw";
  } else if (*seen != fingerprint(change.before)) {
    return "decided on another line than was there";
  }
  if (change.after.revision == change.before.revision) return "";
  if (seen == nullptr) seen = &seen_.insert(number, 0);
  *seen = fingerprint(change.after);
  return take(change.before, change.after);
}

std::string Witness::take(const Life& before, const Life& after) {
  if (before.line.iccid != after.line.iccid) {
    if (has_card(before)) cards_.erase(hash_text(before.line.iccid.get()));
    if (has_card(after) && !comes(after, cards_)) return "one card carries two lines";
  }
  if (before.holder == after.holder && before.line_class == after.line_class) return "";
  if (before.holder) {
    const std::uint64_t holder = hash_holder(*before.holder);
    Counts* const held = held_.find(holder);
    if (held == nullptr) return "a holder left whom nobody saw come";
    --(*held)[static_cast<std::size_t>(before.line_class)];
    if (*held == Counts{}) held_.erase(holder);
  }
  if (!after.holder) return "";
  const auto lines = one_more(after, held_);
  return above_cap(lines, after.line_class) ? "one holder above the cap" : "";
}

Result<std::string> Witness::compare(registration::Lives& lives) const {
  std::string broken;
  std::size_t count = 0;
  Cards cards;
  Held held;
  TRY_STATUS(lives.each_life([&](const Life& life) -> Status {
    ++count;
    std::string here = broken_in(life, pack_.life);
    const std::uint64_t* const seen = seen_.find(hash_text(life.line.msisdn.get()));
    if (seen == nullptr || *seen != fingerprint(life)) here = "not as it was left";
    if (has_card(life) && !comes(life, cards)) here = "one card carries two lines";
    if (life.holder && above_cap(one_more(life, held), life.line_class)) {
      here = "one holder above the cap";
    }
    if (broken.empty() && !here.empty()) broken = life.line.msisdn.get() + ": " + here;
    return {};
  }));
  if (broken.empty() && count != seen_.size()) broken = "there are lines that nobody saw, or lost";
  bool same = held.size() == held_.size();
  held.each([&](std::uint64_t holder, const Counts& counts) {
    const Counts* const left = held_.find(holder);
    same = same && left != nullptr && *left == counts;
  });
  if (broken.empty() && !same) broken = "who holds what is not as it was left";
  return broken;
}

}  // namespace truename::simulation
