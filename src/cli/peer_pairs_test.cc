#include "cli/peer_pairs.h"

#include <gtest/gtest.h>

#include "cli/child_process.h"

namespace truename::cli {
namespace {

std::vector<PeerPair> pairs_of(const std::vector<bool>& same) {
  std::vector<PeerPair> pairs;
  for (const bool one : same) pairs.push_back({one, "a", "b"});
  return pairs;
}

TEST(PeerPairs, the_error_rate_is_where_both_kinds_of_error_meet) {
  const std::vector<PeerPair> pairs =
      pairs_of({true, true, true, true, false, false, false, false});
  EXPECT_EQ(equal_error_rate(pairs, {.9, .8, .7, .6, .5, .4, .3, .2}, 0), 0);
  EXPECT_EQ(equal_error_rate(pairs, {.9, .8, .7, .1, .75, .4, .3, .2}, 0), 0.25);
  EXPECT_EQ(equal_error_rate(pairs, {.1, .1, .1, .1, .9, .9, .9, .9}, 0), 1);
}

TEST(PeerPairs, scores_are_read_from_the_offset_on) {
  const std::vector<PeerPair> pairs = pairs_of({true, false});
  EXPECT_EQ(equal_error_rate(pairs, {-1, -1, .9, .1}, 2), 0);
}

TEST(PeerPairs, every_rendered_person_is_in_one_pair_of_each_kind_as_the_probe) {
  const std::vector<PeerPair> pairs = fixture_pairs(TRUENAME_HOME);
  ASSERT_EQ(pairs.size(), 32U);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(pairs[i].same_person, i % 2 == 0);
    EXPECT_TRUE(std::filesystem::exists(pairs[i].first)) << pairs[i].first;
    EXPECT_TRUE(std::filesystem::exists(pairs[i].second)) << pairs[i].second;
  }
}

TEST(ChildProcess, gives_what_the_program_printed_or_why_not) {
  EXPECT_EQ(output_of({"printf", "%s", "two words"}).value(), "two words");
  EXPECT_EQ(output_of({"false"}).error().code, ErrorCode::internal);
  EXPECT_EQ(output_of({"/nowhere/program"}).error().code, ErrorCode::not_found);
  EXPECT_EQ(output_of({"head", "-c", "2000000", "/dev/zero"}).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace truename::cli
