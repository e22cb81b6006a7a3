#include "registration/history_of.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"
#include "registration/risk_signals.h"

namespace truename::registration {
namespace {

constexpr std::int64_t kDayMs = 24 * 3'600'000;

// A case about to be decided for somebody who holds one line, under a pack with every limit.
class HistoryOf : public testing::Test, protected FakePorts {
 protected:
  HistoryOf() {
    record.at = clock.at;
    record.line = {domain::Msisdn("8619900000002"), domain::Iccid("89860000000000000027")};
    record.holder = domain::HolderRecord{.document_type = domain::DocumentType::cn_resident_id,
                                         .number = domain::IdentityNumber("11010519491231002X")};
    record.evidence.document.type = domain::DocumentType::cn_resident_id;
    record.evidence.document.number = domain::Check::pass;
    record.evidence.origin = {.clerk = "ann", .outlet = "o-1", .device = "t-1"};
    held = domain::unborn(domain::Msisdn("8619900000001"), "active");
    held.holder = store.holder_id(*record.holder);
    held.proof = "c-opening";
    // Long known, and nothing unusual.
    store.past.clerk_since = store.past.device_since = Timestamp{clock.at.unix_ms - 90 * kDayMs};
  }
  domain::HistoryEvidence history() {
    store.kept.lives[held.line.msisdn.get()] = held;
    return history_of(record, {}, Setting{pack, Digest{}, ports}).value();
  }
  std::string signals() {
    std::string out;
    for (const std::string& name : history().risk_signals) out += name + " ";
    return out;
  }

  const policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2025-06.toml").value();
  domain::CaseRecord record;
  domain::Life held;
};

TEST_F(HistoryOf, reverification_is_settled_while_every_line_has_its_service) {  // R61
  EXPECT_EQ(history().reverification_settled, domain::Check::pass);
  held.marks.add(domain::LineMark::reverification_open);
  EXPECT_EQ(history().reverification_settled, domain::Check::pass);  // asked, and still in time
  held.state = "outgoing-stopped";
  EXPECT_EQ(history().reverification_settled, domain::Check::fail);
  held.marks.remove({domain::LineMark::reverification_open});  // stopped for something else
  EXPECT_EQ(history().reverification_settled, domain::Check::pass);
  record.holder.reset();
  EXPECT_EQ(history().reverification_settled, domain::Check::not_applicable);
}

TEST_F(HistoryOf, each_signal_shows_at_its_own_limit_and_not_before) {  // R73
  EXPECT_EQ(signals(), "");
  domain::OpeningCounts& openings = store.histories.front().openings;
  openings.identity_day = 1;
  EXPECT_EQ(signals(), "");
  openings.identity_day = 2;
  EXPECT_EQ(signals(), "many_numbers ");
  openings.address_day = 4;  // two of them the own
  EXPECT_EQ(signals(), "many_numbers ");
  openings.address_day = 5;
  EXPECT_EQ(signals(), "many_numbers shared_address ");
  openings = {};
  store.past.closures_identity_today = 2;
  EXPECT_EQ(signals(), "recent_closures ");
  store.past.closures_identity_today = 1;
  store.past.exceptions_clerk_today = 5;
  EXPECT_EQ(signals(), "repeated_exceptions ");
  store.past.exceptions_clerk_today = 4;
  held.marks.add(domain::LineMark::disputed);
  EXPECT_EQ(signals(), "recent_dispute ");
}

TEST_F(HistoryOf, who_and_what_was_not_seen_a_week_ago_is_new) {
  store.past.clerk_since = Timestamp{clock.at.unix_ms - 7 * kDayMs + 1};
  store.past.device_since.reset();
  EXPECT_EQ(signals(), "new_clerk new_device ");
  store.past.clerk_since = Timestamp{clock.at.unix_ms - 7 * kDayMs};
  record.evidence.origin.device.clear();  // nobody said which
  EXPECT_EQ(signals(), "");
}

TEST_F(HistoryOf, every_signal_that_a_shipped_pack_weighs_is_known_or_named_here) {
  // No time zone of an outlet is known, so that none is at unusual hours.
  const std::vector<std::string> unfilled = {"off_hours"};
  const auto known = known_risk_signals();
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(TRUENAME_HOME) + "/policies")) {
    if (file.path().string().ends_with(".cases.toml")) continue;
    const auto shipped = policy::read_pack(file.path()).value();
    const policy::Rule* const rule = shipped.find(policy::Kind::risk);
    if (rule == nullptr) continue;
    for (const auto& [signal, weight] :
         std::get<policy::RiskRule>(rule->parameters).weights.value) {
      EXPECT_TRUE(std::ranges::find(known, signal) != known.end() ||
                  std::ranges::find(unfilled, signal) != unfilled.end())
          << shipped.id << " " << signal;
    }
  }
}

TEST_F(HistoryOf, limits_that_a_case_keeps_are_held_to_the_moment_it_is_written) {  // R71
  domain::HistoryEvidence counted;
  counted.openings = {.clerk_day = 59, .outlet_day = 300, .identity_day = 0};
  std::string kept;
  for (const OpeningLimit& limit : limits_kept(counted, pack)) {
    kept += limit.name + "<" + std::to_string(limit.most) + " ";
  }
  EXPECT_EQ(kept, "clerk_day<60 identity_day<3 ");
}

}  // namespace
}  // namespace truename::registration
