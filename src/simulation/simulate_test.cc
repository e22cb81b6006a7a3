#include "simulation/simulate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "policy/read_pack.h"
#include "simulation/batched_lives.h"
#include "simulation/timeline_svg.h"
#include "storage/memory_lives.h"

namespace truename::simulation {
namespace {

policy::Pack china() {
  const auto file = std::filesystem::path(TRUENAME_HOME) / "policies" / "cn-2019-12.toml";
  return policy::read_pack(file).value();
}

Report run(const policy::Pack& pack, const Wish& wish) {
  storage::MemoryLives lives(storage::KeepChanges::yes);
  return simulate(pack, lives, wish, nullptr).value();
}

constexpr Wish kSmall{.people = 2000, .years = 1, .seed = 7};

TEST(Simulate, keeps_every_invariant_for_a_year) {
  const Report report = run(china(), kSmall);
  EXPECT_EQ(report.breaks, std::vector<std::string>{});
  EXPECT_EQ(report.invariant_breaks, 0U);
  EXPECT_EQ(report.replayed, report.moved + report.refused);
  EXPECT_GT(report.moved, kSmall.people);
  EXPECT_GT(report.refused, 0U);
  EXPECT_GT(report.clocks_rung, 0U);
  EXPECT_EQ(report.weeks.size(), 53U);
}

TEST(Simulate, gives_the_same_for_the_same_seed_and_another_for_another) {
  const policy::Pack pack = china();
  const Report one = run(pack, kSmall);
  EXPECT_EQ(report_text(one), report_text(run(pack, kSmall)));
  Wish other = kSmall;
  other.seed = 8;
  EXPECT_NE(one.outcomes, run(pack, other).outcomes);
}

TEST(Simulate, goes_on_from_the_lines_of_an_earlier_run) {
  const policy::Pack pack = china();
  storage::MemoryLives lives(storage::KeepChanges::yes);
  Wish half = kSmall;
  half.events_limit = 3000;
  EXPECT_FALSE(simulate(pack, lives, half, nullptr).value().ended.empty());
  const Report later = simulate(pack, lives, kSmall, nullptr).value();
  EXPECT_EQ(later.breaks, std::vector<std::string>{});
  EXPECT_GT(later.numbers, run(pack, half).numbers);
}

TEST(Simulate, is_the_same_in_batches) {
  const policy::Pack pack = china();
  storage::MemoryLives disk(storage::KeepChanges::yes);
  const auto batched = BatchedLives::open(disk, 100).value();
  const Report report = simulate(pack, *batched, kSmall, nullptr).value();
  EXPECT_EQ(report.breaks, std::vector<std::string>{});
  EXPECT_EQ(report_text(report), report_text(run(pack, kSmall)));
}

// That the giver must show a proof is an invariant, whatever a pack forgets.
TEST(Simulate, tells_of_a_rule_that_breaks_an_invariant) {
  policy::Pack pack = china();
  for (policy::LifeTransition& move : pack.life.transitions) {
    if (move.on == domain::EventKind::transfer) {
      std::erase_if(move.needs, [](const policy::Need& need) {
        return need.kind == policy::NeedKind::giver_proofed;
      });
    }
  }
  const Report report = run(pack, kSmall);
  EXPECT_GT(report.invariant_breaks, 0U);
  ASSERT_FALSE(report.breaks.empty());
  EXPECT_NE(report.breaks.front().find("given away without its giver"), std::string::npos)
      << report.breaks.front();
}

TEST(TimelineSvg, names_every_state_but_the_first_and_each_year) {
  const Report report = run(china(), kSmall);
  const std::string svg = timeline_svg(report);
  for (std::size_t i = 1; i < report.states.size(); ++i) {
    EXPECT_NE(svg.find(">" + report.states[i] + "<"), std::string::npos) << report.states[i];
  }
  EXPECT_NE(svg.find(">2020<"), std::string::npos);
}

}  // namespace
}  // namespace truename::simulation
