#include "registration/import_network.h"

#include <gtest/gtest.h>

#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"

namespace truename::registration {
namespace {

const domain::Msisdn kNumber("8619900000001");
constexpr const char* kCard = "89860000000000000019";
const std::string kAt = R"(,"at":"2026-09-21T14:00:00.000Z")";  // the clock stands 13 minutes later

std::string event(const std::string& id, const std::string& kind, const std::string& more) {
  return R"({"id":")" + id + R"(","kind":")" + kind + "\"" + kAt + more + "}\n";
}
std::string change(const std::string& id) {
  return event(id, "device_change", R"(,"msisdn":"+8619900000001","device":"490154203237518")");
}

class FakeDevices final : public Devices {
 public:
  Result<std::optional<domain::Msisdn>> number_of(const domain::Iccid& card) override {
    return card.get() == kCard ? std::optional(kNumber) : std::nullopt;
  }
  Status see(std::span<const DeviceSighting> sightings) override {
    seen.insert(seen.end(), sightings.begin(), sightings.end());
    return {};
  }
  Result<std::vector<BusyDevice>> busy(Timestamp since, std::size_t most) override {
    asked_since = since;
    if (seen.size() <= most) return std::vector<BusyDevice>();
    return std::vector<BusyDevice>{{domain::DeviceId(), {kNumber}, since}};
  }
  std::vector<DeviceSighting> seen;
  Timestamp asked_since;
};

// One active line, under the pack that reacts to changed devices.
class ImportNetwork : public testing::Test, protected FakePorts {
 protected:
  ImportNetwork() {
    domain::Life life = domain::unborn(kNumber, "active");
    life.holder = domain::HolderId();
    life.proof = "c-opening";
    life.line.iccid = domain::Iccid(kCard);
    life.held_since = life.state_since = life.changed_at = Timestamp{clock.at.unix_ms - 3'600'000};
    life.revision = 2;
    store.kept.lives[kNumber.get()] = life;
  }
  NetworkReport import(const std::string& text) {
    auto report = import_network(text, {}, devices, {pack, store.kept, clock});
    EXPECT_TRUE(report) << report.error().message;
    return report ? *std::move(report) : NetworkReport();
  }
  domain::Life life() { return store.kept.lives.at(kNumber.get()); }

  FakeDevices devices;
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/vn-2026-06.toml").value();
};

TEST_F(ImportNetwork, R50_a_changed_device_opens_a_reverification_and_starts_the_packs_clock) {
  EXPECT_EQ(import(change("e1")).moved, 1U);
  EXPECT_TRUE(life().marks.has(domain::LineMark::reverification_open));
  EXPECT_EQ(life().clocks.front().id, "device-outgoing");
  EXPECT_FALSE(store.kept.changes.back().event.by) << "nobody asked for it";
}

TEST_F(ImportNetwork, R64_use_outside_the_scenario_stops_the_line_that_the_card_is_in) {
  pack = policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  EXPECT_EQ(
      import(event("e1", "scenario_breach", R"(,"iccid":")" + std::string(kCard) + "\"")).moved,
      1U);
  EXPECT_EQ(life().state, "outgoing-stopped");
}

TEST_F(ImportNetwork, an_id_is_told_once_however_often_the_file_comes) {
  EXPECT_EQ(import(change("e1")).moved, 1U);
  const NetworkReport again = import(change("e1") + change("e1"));
  EXPECT_EQ(again.moved, 0U);
  EXPECT_EQ(again.before, 2U);
  EXPECT_EQ(store.kept.changes.size(), 1U);
}

TEST_F(ImportNetwork, a_broken_line_is_told_by_its_place_and_stops_no_other) {
  const NetworkReport report = import(
      "{\"id\":\n" + event("e0", "close", R"(,"msisdn":"+8619900000001")") + "\n" + change("e1"));
  EXPECT_EQ(report.broken, 2U);
  EXPECT_EQ(report.moved, 1U);
  ASSERT_EQ(report.left_out.size(), 2U);
  EXPECT_EQ(report.left_out[0].place, 1U);
  EXPECT_EQ(report.left_out[1].place, 2U);
}

TEST_F(ImportNetwork, unknown_numbers_and_refusals_are_counted_and_listed_in_the_files_order) {
  const NetworkReport report = import(
      event("e1", "device_change", R"(,"msisdn":"+8619900000009")") + change("e2") + change("e3"));
  EXPECT_EQ(report.unknown, 1U);
  EXPECT_EQ(report.moved, 1U);
  EXPECT_EQ(report.refused, 1U);
  ASSERT_EQ(report.left_out.size(), 2U);
  EXPECT_EQ(report.left_out[0].why, "network.unknown_line");
  EXPECT_EQ(report.left_out[1].why, "life.reverification_open");
  EXPECT_EQ(report.left_out[1].place, 3U);
}

TEST_F(ImportNetwork, what_happened_before_this_holder_is_not_held_against_them) {
  store.kept.lives.at(kNumber.get()).held_since = clock.at;
  EXPECT_EQ(import(change("e1")).unknown, 1U);
  EXPECT_TRUE(devices.seen.empty());
}

TEST_F(ImportNetwork, an_event_from_the_future_is_broken) {
  clock.at.unix_ms -= 3'600'000;
  EXPECT_EQ(import(change("e1")).broken, 1U);
}

TEST_F(ImportNetwork, a_pack_without_a_row_on_the_event_writes_nothing_and_devices_are_seen) {
  pack = policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  EXPECT_EQ(import(change("e1")).unheard, 1U);
  EXPECT_TRUE(store.kept.changes.empty());
  ASSERT_EQ(devices.seen.size(), 1U);
  EXPECT_EQ(devices.seen[0].device.reveal(), "49015420323751");
}

TEST_F(ImportNetwork, R75_busy_devices_are_asked_for_over_the_window_that_ends_now) {
  std::string text;
  for (int i = 0; i < 6; ++i) text += change("e" + std::to_string(i));
  EXPECT_EQ(import(text).busy.size(), 1U);
  EXPECT_EQ(devices.asked_since.unix_ms, clock.at.unix_ms - 24LL * 3'600'000);
}

TEST(ParseNetworkEvent, one_line_holds_what_the_format_says_and_nothing_else) {
  EXPECT_TRUE(parse_network_event(change("e1")));
  const auto expect_bad = [](const std::string& line, const char* named) {
    const auto bad = parse_network_event(line);
    ASSERT_FALSE(bad) << line;
    EXPECT_NE(bad.error().message.find(named), std::string::npos) << bad.error().message;
  };
  expect_bad(event("", "device_change", R"(,"msisdn":"8619900000001")"), "\"id\"");
  expect_bad(event("e 1", "device_change", R"(,"msisdn":"8619900000001")"), "\"id\"");
  expect_bad(event("e1", "close", R"(,"msisdn":"8619900000001")"), "\"kind\"");
  expect_bad(event("e1", "device_change", ""), "one of");
  expect_bad(event("e1", "device_change", R"(,"msisdn":"8619900000001","iccid":"89")"), "one of");
  expect_bad(event("e1", "device_change", R"(,"msisdn":"8619900000001","imsi":"1")"), "imsi");
  expect_bad(event("e1", "device_change", R"(,"msisdn":"12")"), "MSISDN");
  expect_bad(event("e1", "device_change", R"(,"msisdn":"8619900000001","device":"49")"), "IMEI");
  expect_bad(R"({"id":"e1","kind":"device_change","at":"today","msisdn":"8619900000001"})", "at");
  expect_bad(std::string(5000, '{'), "4 KiB");
}

}  // namespace
}  // namespace truename::registration
