#include "adapters/network_file/network_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/folder_for_test.h"

namespace truename::adapters {
namespace {

class NetworkFileTest : public testing::Test {
 protected:
  std::filesystem::path path() const { return folder_.path() / "orders.jsonl"; }
  std::string text() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static registration::Order order(std::uint64_t leaf, int position) {
    return {.leaf_index = leaf,
            .position = position,
            .msisdn = domain::Msisdn("8613900000001"),
            .epoch = 0,
            .text = "state:active"};
  }

 private:
  FolderForTest folder_;
};

constexpr const char* kFirst =
    "{\"id\":\"1-0\",\"leaf\":1,\"position\":0,\"msisdn\":\"8613900000001\",\"epoch\":0,"
    "\"order\":\"state:active\"}\n";

TEST_F(NetworkFileTest, an_order_is_one_line_and_a_repeated_one_adds_none) {
  const auto network = NetworkFile::open(path()).value();
  ASSERT_TRUE(network->carry_out(order(1, 0)));
  ASSERT_TRUE(network->carry_out(order(1, 0)));
  EXPECT_EQ(text(), kFirst);
}

TEST_F(NetworkFileTest, after_a_restart_a_repeated_order_adds_none_and_the_next_is_appended) {
  ASSERT_TRUE(NetworkFile::open(path()).value()->carry_out(order(1, 0)));
  const auto network = NetworkFile::open(path()).value();
  ASSERT_TRUE(network->carry_out(order(1, 0)));
  EXPECT_EQ(text(), kFirst);
  ASSERT_TRUE(network->carry_out(order(1, 1)));
  EXPECT_GT(text().size(), std::string(kFirst).size());
}

TEST_F(NetworkFileTest, a_line_that_a_crash_left_half_is_cut_and_written_again) {
  for (const std::size_t kept : {0U, 1U, 40U}) {
    std::ofstream(path(), std::ios::binary | std::ios::trunc)
        << kFirst << std::string(kFirst).substr(0, kept);
    const auto network = NetworkFile::open(path()).value();
    EXPECT_EQ(text(), kFirst);
    ASSERT_TRUE(network->carry_out(order(2, 0)));
    EXPECT_TRUE(text().ends_with("}\n"));
  }
}

TEST_F(NetworkFileTest, a_file_that_is_none_of_ours_is_not_appended_to) {
  std::ofstream(path()) << "something else\n";
  EXPECT_FALSE(NetworkFile::open(path()));
  EXPECT_EQ(text(), "something else\n");
}

}  // namespace
}  // namespace truename::adapters
