#include "simulation/sequence.h"

#include "base/json.h"
#include "simulation/compose.h"
#include "simulation/stage.h"

namespace truename::simulation {
namespace {

constexpr std::size_t kActsLimit = 30;
constexpr std::size_t kNumbers = 3;
constexpr std::size_t kPersons = 4;
constexpr std::uint64_t kCards = 8;  // few, so that they meet
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;

domain::HolderId person(std::uint64_t number) {
  std::array<std::uint8_t, 16> digest{};
  digest[0] = 0xaa;
  digest[15] = static_cast<std::uint8_t>(number + 1);
  return domain::HolderId(digest);
}

// Looks at the lines as they are and writes what may come next.
class Author {
 public:
  Author(const policy::Pack& pack, std::uint64_t seed) : pack_(pack), random_(seed) {}

  Act write(Stage& stage, const std::vector<Act>& before) {
    Act act{.kind = draw_kind(), .number = random_.below(kNumbers)};
    if (act.kind == ActKind::wait) {
      const bool long_wait = random_.chance(0.5);
      act.shift.ms = long_wait ? static_cast<std::int64_t>(random_.below(200)) * kDayMs
                               : static_cast<std::int64_t>(random_.below(48)) * kHourMs;
      return act;
    }
    if (act.kind == ActKind::set_back) {
      act.shift.ms = kHourMs;
      return act;
    }
    if (act.kind == ActKind::repeat && !before.empty() && random_.chance(0.5)) {
      const Act& earlier = random_.pick(before);  // another event under a key that was used
      act.event = event_for(stage, act.number);
      if (!earlier.event.key.empty()) act.event.key = earlier.event.key;
      return act;
    }
    act.event = event_for(stage, act.number);
    if (act.kind == ActKind::race) act.other = event_for(stage, act.number);
    if (act.kind == ActKind::tell_back) {
      act.shift.ms = (random_.chance(0.5) ? 1 : -1) *
                     (1 + static_cast<std::int64_t>(random_.below(100))) * kHourMs;
    }
    return act;
  }

 private:
  ActKind draw_kind() {
    const std::uint64_t draw = random_.below(100);
    if (draw < 55) return ActKind::tell;
    if (draw < 80) return ActKind::wait;
    if (draw < 86) return ActKind::race;
    if (draw < 92) return ActKind::repeat;
    return draw < 97 ? ActKind::tell_back : ActKind::set_back;
  }

  domain::LifeEvent event_for(Stage& stage, std::size_t number) {
    const domain::Life life = stage.life(number);
    Scene scene{.other = person(random_.below(kPersons)),
                .proof = "c" + std::to_string(keys_ + 1),  // a case proves one holder, once
                .card = "89860" + std::to_string(random_.below(kCards)),
                .key = "e" + std::to_string(++keys_),
                .at = stage.now(),
                .staff = ""};
    domain::LifeEvent event = compose(row_for(life), pack_.life, life, scene, random_);
    if (random_.chance(0.2)) event.line_class = domain::LineClass::iot;
    if (random_.chance(0.25)) spoil(event, scene, random_);
    return event;
  }

  // Mostly one that lists the line's state.
  const policy::LifeTransition& row_for(const domain::Life& life) {
    const auto& rows = pack_.life.transitions;
    const auto state = pack_.life.state(life.state);
    for (int tries = 0; tries < 60 && random_.chance(0.98); ++tries) {
      const policy::LifeTransition& row = random_.pick(rows);
      if (row.on == domain::EventKind::clock) continue;
      for (const std::size_t from : row.from) {
        if (from == state) return row;
      }
    }
    return random_.pick(rows);
  }

  const policy::Pack& pack_;
  Random random_;
  std::uint64_t keys_ = 0;
};

// Leaves out every act without which it still breaks, until none is left to leave out.
std::vector<Act> shrink(std::vector<Act> acts, const policy::Pack& pack) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (std::size_t i = acts.size(); i-- > 0;) {
      std::vector<Act> fewer = acts;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (!broken_by(fewer, pack)) continue;
      acts = std::move(fewer);
      smaller = true;
    }
  }
  return acts;
}

const char* kind_text(ActKind kind) {
  switch (kind) {
    case ActKind::tell:
      return "tell";
    case ActKind::tell_back:
      return "tell, dated away";
    case ActKind::repeat:
      return "tell again";
    case ActKind::race:
      return "decide two on one reading";
    case ActKind::wait:
      return "wait";
    case ActKind::set_back:
      return "set the clock back";
  }
  return "";
}

}  // namespace

std::string act_text(const Act& act) {
  std::string out = kind_text(act.kind);
  if (act.shift.ms != 0) out += " " + std::to_string(act.shift.ms / kHourMs) + " h";
  if (act.event.key.empty()) return out;
  out += " on number " + std::to_string(act.number) + ": " +
         write_json(domain::event_value(act.event));
  if (act.kind == ActKind::race) out += " and " + write_json(domain::event_value(act.other));
  return out;
}

Played play_random(const policy::Pack& pack, std::uint64_t seed) {
  Random random(seed);
  Author author(pack, random.next());
  Stage stage(pack);
  Played out;
  const std::size_t length = 1 + random.below(kActsLimit);
  while (out.acts.size() < length && stage.broken().empty()) {
    out.acts.push_back(author.write(stage, out.acts));
    stage.play(out.acts.back());
  }
  stage.end();
  out.broken = stage.broken();
  out.moves = stage.moves();
  return out;
}

std::optional<std::string> broken_by(const std::vector<Act>& acts, const policy::Pack& pack) {
  Stage stage(pack);
  for (const Act& act : acts) stage.play(act);
  stage.end();
  if (stage.broken().empty()) return std::nullopt;
  return stage.broken();
}

std::string failure_text(const Failure& failure) {
  std::string out = "seed " + std::to_string(failure.seed) + ": " + failure.broken + "\n";
  for (const Act& act : failure.acts) out += "  " + act_text(act) + "\n";
  return out;
}

std::optional<Failure> first_failure(const policy::Pack& pack, std::uint64_t first_seed,
                                     std::uint64_t count, Moves* moves) {
  for (std::uint64_t seed = first_seed; seed < first_seed + count; ++seed) {
    Played played = play_random(pack, seed);
    if (moves != nullptr) {
      for (const auto& [rule, times] : played.moves) (*moves)[rule] += times;
    }
    if (played.broken.empty()) continue;
    return Failure{seed, std::move(played.broken), shrink(std::move(played.acts), pack)};
  }
  return std::nullopt;
}

}  // namespace truename::simulation
