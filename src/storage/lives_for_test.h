// Invented lives and changes for the tests of storage, made without a pack; no part of the program.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "storage/cases_for_test.h"
#include "storage/memory_lives.h"

namespace truename::storage {

using registration::LifeChange;

inline domain::Life nothing(int number) {
  return domain::unborn(domain::Msisdn("86139" + text_of(number)), "free");
}

// One more event on a life; `alter` says what it changes.
inline LifeChange next(const domain::Life& before, const std::string& key,
                       const std::function<void(domain::Life&)>& alter) {
  LifeChange change;
  change.event.kind = domain::EventKind::restore;
  change.event.key = key;
  change.event.at =
      Timestamp{1'790'000'000'000 + 1000 * static_cast<std::int64_t>(before.revision)};
  change.before = before;
  change.after = before;
  alter(change.after);
  change.after.changed_at = change.event.at;
  ++change.after.revision;
  change.rule = "a-rule";
  change.policy_id = "a-pack";
  change.policy_digest = sha256(as_bytes("a pack"));
  return change;
}

// The number goes to a holder with a card of its own.
inline LifeChange opened(int number, int holder, int cap = 0) {
  const domain::Life before = nothing(number);
  LifeChange change = next(before, "open-" + text_of(number), [&](domain::Life& life) {
    life.state = "active";
    life.holder = holder_number(holder);
    life.proof = "a-proof";
    life.line.iccid = domain::Iccid("8986001234567" + text_of(number));
  });
  change.event.kind = domain::EventKind::open;
  change.event.holder = change.after.holder;
  change.line_cap = cap;
  return change;
}

inline LifeChange closed(const domain::Life& before, const std::string& key) {
  return next(before, key, [](domain::Life& life) {
    life.state = "free";
    life.holder.reset();
    life.proof.clear();
    life.line.iccid = domain::Iccid();
    life.clocks.clear();
    ++life.epoch;
  });
}

inline LifeChange refused(const domain::Life& before, const std::string& key) {
  LifeChange change = next(before, key, [](domain::Life&) {});
  change.after = before;
  change.refusal = domain::Reason{.code = "life.role", .rule = "a-rule", .citation = "a text"};
  return change;
}

inline Status commit_one(registration::Lives& lives, const LifeChange& change) {
  return lives.commit(std::span(&change, 1));
}

inline std::vector<LifeChange> all_changes(registration::Lives& lives) {
  std::vector<LifeChange> out;
  EXPECT_TRUE(lives.replay([&](const LifeChange& change) {
    out.push_back(change);
    return Status();
  }));
  return out;
}

inline std::vector<domain::Life> all_lives(registration::Lives& lives) {
  std::vector<domain::Life> out;
  EXPECT_TRUE(lives.each_life([&](const domain::Life& life) {
    out.push_back(life);
    return Status();
  }));
  return out;
}

}  // namespace truename::storage
