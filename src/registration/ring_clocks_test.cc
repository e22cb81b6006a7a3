#include "registration/ring_clocks.h"

#include <gtest/gtest.h>

#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"

namespace truename::registration {
namespace {

// Lines of one operator under the first pack of China, all in quarantine until yesterday.
class RingClocks : public testing::Test, protected FakePorts {
 protected:
  domain::Msisdn quarantined(int number) {
    domain::Life life =
        domain::unborn(domain::Msisdn("861990000000" + std::to_string(number)), "quarantine");
    life.revision = 3;
    life.changed_at = Timestamp{clock.at.unix_ms - 1'000'000};
    life.clocks = {{"quarantine", Timestamp{clock.at.unix_ms - 1000 + number}}};
    store.kept.lives[life.line.msisdn.get()] = life;
    return life.line.msisdn;
  }
  domain::Life& life(const domain::Msisdn& number) { return store.kept.lives.at(number.get()); }
  Rung ring(std::size_t limit = 100) {
    return ring_clocks({pack, store.lives(), clock}, limit).value();
  }

  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
};

TEST_F(RingClocks, what_cannot_ring_holds_up_nothing_behind_it) {
  for (const int stuck : {0, 1, 2}) life(quarantined(stuck)).state = "a-state-of-another-pack";
  const domain::Msisdn behind = quarantined(5);
  const Rung rung = ring(1);
  EXPECT_EQ(rung.moved, 1U);
  EXPECT_EQ(rung.waiting, 3U);
  EXPECT_TRUE(life(behind).clocks.empty());
}

TEST_F(RingClocks, what_waits_rings_when_the_pack_knows_the_state_again) {
  const domain::Msisdn number = quarantined(0);
  life(number).state = "a-state-of-another-pack";
  EXPECT_EQ(ring().moved, 0U);
  EXPECT_EQ(life(number).revision, 3U);  // nothing was remembered of the vain attempt
  life(number).state = "quarantine";
  EXPECT_EQ(ring().moved, 1U);
  EXPECT_TRUE(life(number).clocks.empty());
}

TEST_F(RingClocks, at_most_the_limit_rings_at_once_soonest_first) {
  const domain::Msisdn later = quarantined(7);
  const domain::Msisdn sooner = quarantined(2);
  EXPECT_EQ(ring(1).moved, 1U);
  EXPECT_TRUE(life(sooner).clocks.empty());
  EXPECT_FALSE(life(later).clocks.empty());
}

TEST_F(RingClocks, a_clock_that_no_row_hears_ends) {
  const domain::Msisdn number = quarantined(0);
  life(number).clocks.front().id = "a-clock-of-another-pack";
  EXPECT_EQ(ring().refused, 1U);
  EXPECT_TRUE(life(number).clocks.empty());
  EXPECT_EQ(ring().refused, 0U);
}

}  // namespace
}  // namespace truename::registration
