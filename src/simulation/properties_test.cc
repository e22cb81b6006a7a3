// The properties that hold for every line under every pack, over random sequences of events.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "policy/read_pack.h"
#include "simulation/sequence.h"

namespace truename::simulation {
namespace {

constexpr std::uint64_t kSequences = 100'000;  // over all packs together
constexpr std::uint64_t kSeed = 20'261'124;
constexpr std::size_t kThreads = 2;

std::vector<policy::Pack> shipped_packs() {
  std::vector<policy::Pack> out;
  const auto folder = std::filesystem::path(TRUENAME_HOME) / "policies";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".toml") || name.ends_with(".cases.toml")) continue;
    auto pack = policy::read_pack(entry.path());
    EXPECT_TRUE(pack) << pack.error().message;
    if (pack) out.push_back(*std::move(pack));
  }
  return out;
}

// All but those on a clock whose length is not confirmed.
std::vector<std::string> rows_that_can_happen(const policy::LifeTable& table) {
  std::vector<std::string> out;
  for (const policy::LifeTransition& move : table.transitions) {
    const bool unconfirmed =
        move.on == domain::EventKind::clock && !table.clocks[move.on_clock].length;
    if (!unconfirmed) out.push_back(move.id);
  }
  return out;
}

TEST(Lines, keep_every_invariant_over_100000_random_sequences) {
  const std::vector<policy::Pack> packs = shipped_packs();
  ASSERT_FALSE(packs.empty());
  const std::uint64_t each = kSequences / packs.size() / kThreads + 1;
  std::vector<std::string> told(kThreads);
  std::vector<std::map<std::string, Moves>> moves(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t shard = 0; shard < kThreads; ++shard) {
    threads.emplace_back([&, shard] {
      for (const policy::Pack& pack : packs) {
        const auto failure =
            first_failure(pack, kSeed + shard * each, each, &moves[shard][pack.id]);
        if (failure) told[shard] += pack.id + ", " + failure_text(*failure);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : told) EXPECT_EQ(text, "");
  for (const policy::Pack& pack : packs) {
    Moves moved = moves[0][pack.id];
    moved.merge(moves[1][pack.id]);
    for (const std::string& row : rows_that_can_happen(pack.life)) {
      EXPECT_TRUE(moved.contains(row)) << pack.id << ": no sequence moved by " << row;
    }
  }
}

TEST(Sequence, is_the_same_for_the_same_seed) {
  for (const policy::Pack& pack : shipped_packs()) {
    const Played one = play_random(pack, 7);
    const Played two = play_random(pack, 7);
    ASSERT_EQ(one.acts.size(), two.acts.size());
    for (std::size_t i = 0; i < one.acts.size(); ++i) {
      EXPECT_EQ(act_text(one.acts[i]), act_text(two.acts[i]));
    }
  }
}

// A table that checks would never let through: whoever has any proof takes a line over.
TEST(Sequence, that_breaks_something_is_told_in_its_fewest_acts) {
  std::vector<policy::Pack> packs = shipped_packs();
  ASSERT_FALSE(packs.empty());
  policy::Pack& pack = packs.front();
  for (policy::LifeTransition& move : pack.life.transitions) {
    if (move.on != domain::EventKind::sim_replace) continue;
    std::erase_if(move.needs, [](const policy::Need& need) {
      return need.kind == policy::NeedKind::same_holder;
    });
  }
  const auto failure = first_failure(pack, 1, 20'000);
  ASSERT_TRUE(failure);
  EXPECT_NE(failure->broken.find("given away without its giver"), std::string::npos)
      << failure_text(*failure);
  EXPECT_LE(failure->acts.size(), 4U) << failure_text(*failure);
}

}  // namespace
}  // namespace truename::simulation
