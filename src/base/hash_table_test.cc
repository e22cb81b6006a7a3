#include "base/hash_table.h"

#include <gtest/gtest.h>

#include <map>

namespace truename {
namespace {

TEST(HashTable, of_nothing_finds_nothing) {
  HashTable<int> table;
  EXPECT_EQ(table.find(0), nullptr);
  EXPECT_FALSE(table.erase(7));
  EXPECT_EQ(table.size(), 0U);
}

TEST(HashTable, keeps_a_value_for_every_hash_zero_too) {
  HashTable<int> table;
  for (const std::uint64_t hash : {std::uint64_t{0}, std::uint64_t{2}, ~std::uint64_t{0}}) {
    table.insert(hash, static_cast<int>(hash % 100));
  }
  EXPECT_EQ(*table.find(0), 0);
  EXPECT_EQ(*table.find(2), 2);
  EXPECT_EQ(*table.find(~std::uint64_t{0}), 15);
  *table.find(2) = 5;
  EXPECT_EQ(*table.find(2), 5);
  EXPECT_EQ(table.find(3), nullptr);
}

TEST(HashTable, tells_values_under_one_hash_apart_by_what_the_caller_asks) {
  HashTable<int> table;
  for (int value = 0; value < 40; ++value) table.insert(1, value);
  EXPECT_EQ(*table.find(1, [](int value) { return value == 33; }), 33);
  EXPECT_TRUE(table.erase(1, [](int value) { return value == 33; }));
  EXPECT_FALSE(table.erase(1, [](int value) { return value == 33; }));
  int sum = 0;
  table.each_of(1, [&sum](int value) { sum += value; });
  EXPECT_EQ(sum, 39 * 40 / 2 - 33);
}

// Whatever is taken out, whoever stands behind it is still found: beside a map that does the same.
TEST(HashTable, holds_what_a_map_holds_through_a_long_life) {
  HashTable<std::uint64_t> table;
  std::map<std::uint64_t, std::uint64_t> map;
  std::uint64_t dice = 1;
  for (int round = 0; round < 100'000; ++round) {
    dice = dice * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    const std::uint64_t hash = 1 + (dice >> 33U) % 3000;
    EXPECT_EQ(table.erase(hash), map.erase(hash) == 1) << round;
    if (dice % 3 == 0) continue;
    table.insert(hash, dice);
    map[hash] = dice;
  }
  std::map<std::uint64_t, std::uint64_t> left;
  table.each([&left](std::uint64_t hash, std::uint64_t value) { left[hash] = value; });
  EXPECT_EQ(left, map);
}

}  // namespace
}  // namespace truename
