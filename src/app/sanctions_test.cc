// A sanction list through the real parts: import, pack, counter, database, log and clocks.
#include <gtest/gtest.h>

#include "adapters/network_file/network_file.h"
#include "app/sales_for_test.h"
#include "base/folder_for_test.h"
#include "policy/read_pack.h"
#include "registration/deliver_orders.h"
#include "registration/import_sanctions.h"
#include "registration/ring_clocks.h"
#include "storage/verify_store.h"

namespace truename::app {
namespace {

class DayClock final : public Clock {
 public:
  Timestamp now() const override { return Timestamp{1'790'000'000'000 + days * 86'400'000}; }
  std::int64_t days = 0;  // since 2026-09-21
};

class SanctionedSales : public testing::Test {
 protected:
  registration::Setting setting() {
    return {pack,
            Digest{},
            {ports.decoder, ports.reader, ports.examiner, ports.authority, *store, *store, clock}};
  }
  // The person whom the counter always sees, until 2027-09-21.
  void import_list(const char* number = "11010519491231002X") {
    const auto row = registration::parse_sanction_row(
        {2, "cn_resident_id", "", number, "1", "2026-01-01", "2027-09-21"}, {2026, 9, 21});
    const registration::SanctionImport import{
        "list", {row.value()}, {domain::PrincipalId("fay"), domain::Role::fraud, ""}};
    const auto report = registration::import_sanctions(import, store->sanctions(), setting());
    ASSERT_TRUE(report) << report.error().message;
  }
  void work() {
    registration::LifeSetting life_setting{pack, store->lives(), clock};
    ASSERT_TRUE(registration::deliver_orders(life_setting, store->lives(), *network, 100));
    ASSERT_TRUE(registration::ring_clocks(life_setting, 100));
    ASSERT_TRUE(registration::keep_sanctions(store->sanctions(), setting()));
  }
  bool sanctioned(int sale) {
    const auto life = store->lives().find(ScriptedCounter::number(sale)).value();
    return life->marks.has(domain::LineMark::sanctioned);
  }
  static bool has(const domain::CommittedCase& sold, const std::string& code) {
    const auto& reasons = sold.record.decision.reasons;
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const domain::Reason& reason) { return reason.code == code; });
  }

  FolderForTest folder;
  DayClock clock;
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  std::unique_ptr<storage::SqliteStore> store =
      storage::SqliteStore::open(folder.path(), clock).value();
  std::unique_ptr<adapters::NetworkFile> network =
      adapters::NetworkFile::open(folder.path() / "orders.jsonl").value();
  registration::FakePorts ports;
};

TEST_F(SanctionedSales,
       a_listed_person_keeps_a_basic_line_and_gets_no_second_until_the_end_date_R76) {
  ScriptedCounter counter(pack, *store, clock);
  import_list();
  const auto first = counter.sell(1);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->record.decision.outcome, domain::Outcome::approved);
  EXPECT_TRUE(has(*first, "sanction.basic_line"));
  const auto second = counter.sell(2);
  EXPECT_EQ(second->record.decision.outcome, domain::Outcome::rejected);
  EXPECT_TRUE(has(*second, "sanction.in_force"));
  work();
  EXPECT_TRUE(sanctioned(1)) << "a line that came later is told too";
  clock.days = 364;
  EXPECT_TRUE(has(*counter.sell(3), "sanction.in_force"));
  clock.days = 365;  // 2027-09-21
  work();
  EXPECT_FALSE(sanctioned(1)) << "by the line's own clock";
  EXPECT_EQ(store->sanctions().all({2027, 9, 21})->front().entries, 0U) << "dropped by itself";
  const auto later = counter.sell(4);
  EXPECT_EQ(later->record.decision.outcome, domain::Outcome::approved);
  EXPECT_TRUE(has(*later, "sanction.none"));
  const auto verified = storage::verify_store(folder.path());
  EXPECT_TRUE(verified) << verified.error().message;
}

TEST_F(SanctionedSales, a_list_of_others_is_no_hindrance_and_without_a_list_the_rule_is_silent) {
  ScriptedCounter counter(pack, *store, clock);
  const auto before = counter.sell(1);
  EXPECT_FALSE(has(*before, "sanction.none"));
  import_list("440524198001010013");
  const auto after = counter.sell(2);
  EXPECT_EQ(after->record.decision.outcome, domain::Outcome::approved);
  EXPECT_TRUE(has(*after, "sanction.none"));
}

TEST_F(SanctionedSales, a_held_line_is_sanctioned_at_the_import_and_the_log_holds) {
  ScriptedCounter counter(pack, *store, clock);
  ASSERT_TRUE(counter.sell(1));
  work();
  import_list();
  EXPECT_TRUE(sanctioned(1));
  const auto verified = storage::verify_store(folder.path());
  EXPECT_TRUE(verified) << verified.error().message;
}

}  // namespace
}  // namespace truename::app
