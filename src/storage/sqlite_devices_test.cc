#include "storage/sqlite_devices.h"

#include "storage/lives_for_test.h"

namespace truename::storage {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;  // where TestClock starts
constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

class SeenDevices : public testing::Test {
 protected:
  // The device carried that many numbers, one a second until `last_ms`.
  void see(const std::string& imei, int numbers, std::int64_t last_ms) {
    std::vector<registration::DeviceSighting> sightings;
    for (int i = 0; i < numbers; ++i) {
      sightings.push_back({domain::Imei(imei), domain::Msisdn("86139" + text_of(i)),
                           Timestamp{last_ms - 1000 * i}});
    }
    ASSERT_TRUE(store->devices().see(sightings));
  }
  std::vector<registration::BusyDevice> busy(std::size_t most) {
    return store->devices().busy(Timestamp{kNow - kDayMs}, most).value();
  }

  TestFolder folder;
  TestClock clock;
  std::unique_ptr<SqliteStore> store = open_store(folder, clock);
};

TEST_F(SeenDevices, R75_a_device_with_more_numbers_than_the_limit_in_the_window_is_told) {
  see("49015420323751", 6, kNow);
  see("35209900176148", 5, kNow);
  const auto told = busy(5);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].numbers.size(), 6U);
  EXPECT_EQ(told[0].numbers[0].get(), "86139" + text_of(0));
  EXPECT_EQ(told[0].last_seen, (Timestamp{kNow}));
  EXPECT_EQ(busy(4).size(), 2U);
  EXPECT_EQ(busy(4)[0].numbers.size(), 6U) << "the busiest first";
}

TEST_F(SeenDevices, one_number_seen_often_is_one_number_and_what_left_the_window_is_none) {
  for (int i = 0; i < 9; ++i) see("49015420323751", 1, kNow - 1000 * i);
  EXPECT_TRUE(busy(1).empty());
  see("35209900176148", 9, kNow - 2 * kDayMs);
  EXPECT_TRUE(busy(1).empty());
}

TEST_F(SeenDevices, after_thirty_days_a_sighting_is_deleted) {
  see("35209900176148", 9, kNow - 31 * kDayMs);
  EXPECT_TRUE(store->devices().busy(Timestamp{0}, 0)->empty());
}

TEST_F(SeenDevices, it_is_no_leaf_no_file_holds_the_device_and_the_folder_verifies) {
  const std::uint64_t before = store->latest_checkpoint()->checkpoint.size;
  see("49015420323751", 3, kNow);
  EXPECT_EQ(store->latest_checkpoint()->checkpoint.size, before);
  ASSERT_TRUE(commit_one(store->lives(), opened(1, 1)));
  store.reset();
  store = open_store(folder, clock);
  EXPECT_EQ(busy(2).size(), 1U) << "it is on the disk all the same";
  const auto verified = verify_store(folder.path());
  EXPECT_TRUE(verified) << verified.error().message;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    const Bytes bytes = bytes_of(entry.path());
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_EQ(text.find("49015420323751"), std::string_view::npos) << entry.path();
  }
}

TEST_F(SeenDevices, a_number_is_found_by_the_card_that_its_line_has_now) {
  ASSERT_TRUE(commit_one(store->lives(), opened(1, 1)));
  EXPECT_EQ(store->devices().number_of(domain::Iccid("8986001234567" + text_of(1))).value(),
            domain::Msisdn("86139" + text_of(1)));
  EXPECT_EQ(store->devices().number_of(domain::Iccid("89860000000000000019")).value(),
            std::nullopt);
}

}  // namespace
}  // namespace truename::storage
