#include "registration/import_sanctions.h"

#include <gtest/gtest.h>

#include "policy/read_pack.h"
#include "registration/change_line.h"
#include "registration/fakes_for_test.h"

namespace truename::registration {
namespace {

using domain::Role;

const domain::Msisdn kNumber("8619900000001");
constexpr const char* kAnn = "11010519491231002X";
constexpr const char* kBob = "440524188001010014";

// Lists in memory; every holder on one counts as having a line.
class FakeSanctionLists final : public SanctionLists {
 public:
  Status replace(const domain::SanctionList& list) override {
    ++replaced;
    std::erase_if(lists, [&](const auto& one) { return one.head.id == list.head.id; });
    lists.push_back(list);
    return {};
  }
  Result<std::vector<SanctionListState>> all(const Date&) override {
    return std::vector<SanctionListState>();
  }
  Result<std::vector<ListedHolder>> in_force(const Date& today) override {
    std::vector<ListedHolder> out;
    for (const domain::SanctionList& list : lists) {
      for (const domain::SanctionEntry& entry : list.entries) {
        if (entry.from > today || entry.until <= today) continue;
        out.push_back({entry.holder, list.head, entry.until});
      }
    }
    return out;
  }
  Status drop_ended(const Date& today) override {
    dropped_on = today;
    return {};
  }
  std::vector<domain::SanctionList> lists;
  int replaced = 0;
  Date dropped_on;
};

// Ann holds an active line.
class ImportSanctions : public testing::Test, protected FakePorts {
 protected:
  ImportSanctions() {
    domain::Life life = domain::unborn(kNumber, "active");
    life.holder = store.holder_id(row(kAnn, {}, {}).identity);
    life.proof = "c-opening";
    life.line.iccid = domain::Iccid("89860000000000000019");
    life.held_since = life.state_since = life.changed_at = Timestamp{clock.at.unix_ms - 1000};
    life.revision = 2;
    store.kept.lives[kNumber.get()] = life;
  }
  static SanctionRow row(const std::string& number, const Date& from, const Date& until) {
    SanctionRow out;
    out.place = 2;
    out.identity.document_type = domain::DocumentType::cn_resident_id;
    out.identity.number = domain::IdentityNumber(number);
    out.from = from;
    out.until = until;
    return out;
  }
  Result<SanctionReport> import(std::vector<SanctionRow> rows, Role role = Role::fraud) {
    clock.at.unix_ms += 1000;
    const SanctionImport what{
        "anti-fraud", std::move(rows), {domain::PrincipalId("fay"), role, ""}};
    return import_sanctions(what, lists, setting());
  }
  Setting setting() { return {pack, Digest{}, ports}; }
  domain::Life life() { return store.kept.lives.at(kNumber.get()); }
  bool sanctioned() { return life().marks.has(domain::LineMark::sanctioned); }
  std::string end() { return timestamp_text(life().clocks.front().due); }

  FakeSanctionLists lists;
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
};

TEST_F(ImportSanctions, a_listed_holders_line_is_told_with_the_end_date_and_keeps_its_service_R76) {
  const auto report = import({row(kAnn, {2026, 1, 1}, {2028, 1, 1})});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->entries, 1U);
  EXPECT_EQ(report->lines.told, 1U);
  EXPECT_TRUE(sanctioned());
  EXPECT_EQ(life().state, "active");
  EXPECT_EQ(end(), "2028-01-01T00:00:00.000Z");
  const domain::LifeEvent& event = store.kept.changes.back().event;
  EXPECT_EQ(event.reason, "anti-fraud");
  EXPECT_EQ(event.by->id.get(), "fay");
}

TEST_F(ImportSanctions, a_row_by_another_document_of_the_same_number_names_the_same_person_R70) {
  SanctionRow other = row(kAnn, {2026, 1, 1}, {2028, 1, 1});
  other.identity.document_type = domain::DocumentType::household_register;
  EXPECT_EQ(import({other})->lines.told, 1U);
}

TEST_F(ImportSanctions, the_same_list_again_tells_nothing_and_a_longer_one_tells_again) {
  ASSERT_TRUE(import({row(kAnn, {2026, 1, 1}, {2028, 1, 1})}));
  EXPECT_EQ(import({row(kAnn, {2026, 1, 1}, {2028, 1, 1})})->lines.told, 0U);
  EXPECT_EQ(store.kept.changes.size(), 1U);
  EXPECT_EQ(import({row(kAnn, {2026, 1, 1}, {2029, 1, 1})})->lines.told, 1U);
  EXPECT_EQ(end(), "2029-01-01T00:00:00.000Z");
  EXPECT_EQ(import({row(kAnn, {2026, 1, 1}, {2027, 1, 1})})->lines.told, 1U) << "a shorter one too";
  EXPECT_EQ(end(), "2027-01-01T00:00:00.000Z");
}

TEST_F(ImportSanctions, who_is_taken_off_the_list_is_let_go_within_a_minute) {
  ASSERT_TRUE(import({row(kAnn, {2026, 1, 1}, {2028, 1, 1})}));
  const auto report = import({row(kBob, {2026, 1, 1}, {2028, 1, 1})});
  EXPECT_EQ(report->lines.lifted, 1U);
  EXPECT_EQ(life().clocks.front().due, (Timestamp{clock.at.unix_ms + 60'000}));
}

TEST_F(ImportSanctions, a_measure_that_an_officer_took_stays_when_a_list_lets_go) {
  domain::LifeEvent own;
  own.kind = domain::EventKind::sanction;
  own.key = "own";
  own.by = domain::Actor{domain::PrincipalId("fay"), Role::fraud};
  own.until = parse_timestamp("2031-01-01T00:00:00.000Z");
  ASSERT_TRUE(change_line(kNumber, own, {pack, store.kept, clock}));
  EXPECT_EQ(import({row(kAnn, {2026, 1, 1}, {2028, 1, 1})})->lines.told, 0U);
  EXPECT_EQ(import({})->lines.lifted, 0U);
  EXPECT_EQ(end(), "2031-01-01T00:00:00.000Z");
}

TEST_F(ImportSanctions, an_entry_of_later_is_told_on_its_day_and_what_ended_is_dropped_then) {
  ASSERT_TRUE(import({row(kAnn, {2026, 10, 1}, {2028, 1, 1})}));
  EXPECT_FALSE(sanctioned());
  EXPECT_EQ(keep_sanctions(lists, setting())->told, 0U);
  clock.at = *parse_timestamp("2026-10-01T00:00:00.000Z");
  EXPECT_EQ(keep_sanctions(lists, setting())->told, 1U);
  EXPECT_EQ(lists.dropped_on, (Date{2026, 10, 1}));
  EXPECT_TRUE(sanctioned());
  EXPECT_EQ(keep_sanctions(lists, setting())->told, 0U);
}

TEST_F(ImportSanctions, what_the_packs_table_refuses_is_told_by_number_and_code) {
  store.kept.lives.at(kNumber.get()).state = "ordered";
  const auto report = import({row(kAnn, {2026, 1, 1}, {2028, 1, 1})});
  ASSERT_EQ(report->lines.refused.size(), 1U);
  EXPECT_EQ(report->lines.refused.front().msisdn, kNumber);
  EXPECT_EQ(report->lines.refused.front().code, "life.not_in_table");
}

TEST_F(ImportSanctions, a_list_is_for_fraud_officers_and_administrators_alone) {
  for (const Role role : {Role::clerk, Role::reviewer, Role::auditor, Role::subscriber}) {
    const auto refused = import({}, role);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  }
  EXPECT_EQ(lists.replaced, 0);
  EXPECT_TRUE(import({}, Role::administrator));
}

TEST_F(ImportSanctions, two_rows_of_one_identity_that_begin_on_one_day_refuse_the_whole_list) {
  const SanctionRow one = row(kAnn, {2026, 1, 1}, {2028, 1, 1});
  const auto refused = import({one, one});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::bad_input);
  EXPECT_EQ(lists.replaced, 0);
  EXPECT_TRUE(import({one, row(kAnn, {2028, 1, 1}, {2029, 1, 1})})) << "one after the other holds";
}

TEST(ParseSanctionRow, a_bad_row_names_its_line_and_what_to_mend_and_repeats_no_number) {
  const RawSanctionRow good{7, "passport_td3", "uto", "L898902C3", "2", "2026-01-01", "2028-01-01"};
  const auto parsed = parse_sanction_row(good, {2026, 9, 21});
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->identity.issuing_state, "UTO");
  const auto expect_bad = [&](void (*spoil)(RawSanctionRow&), const char* named) {
    RawSanctionRow raw = good;
    spoil(raw);
    const auto bad = parse_sanction_row(raw, {2026, 9, 21});
    ASSERT_FALSE(bad) << named;
    EXPECT_TRUE(bad.error().message.starts_with("Line 7: ")) << bad.error().message;
    EXPECT_NE(bad.error().message.find(named), std::string::npos) << bad.error().message;
    EXPECT_EQ(bad.error().message.find(raw.number), std::string::npos) << bad.error().message;
  };
  expect_bad([](RawSanctionRow& raw) { raw.document_type = "unrecognised"; }, "document_type");
  expect_bad([](RawSanctionRow& raw) { raw.issuing_state = ""; }, "issuing_state");
  expect_bad([](RawSanctionRow& raw) { raw.document_type = "th_id"; }, "issuing_state");
  expect_bad([](RawSanctionRow& raw) { raw.number = "L898 902C3"; }, "number");
  expect_bad([](RawSanctionRow& raw) { raw.grade = "0"; }, "grade");
  expect_bad([](RawSanctionRow& raw) { raw.grade = "1x"; }, "grade");
  expect_bad([](RawSanctionRow& raw) { raw.grade = "100"; }, "grade");
  expect_bad([](RawSanctionRow& raw) { raw.from = "01.02.2026"; }, "dates");
  expect_bad([](RawSanctionRow& raw) { raw.until = raw.from; }, "end date");
  expect_bad(
      [](RawSanctionRow& raw) {
        raw.document_type = "cn_resident_id";
        raw.issuing_state = "";
        raw.number = "110105194912310021";
      },
      "check character");
}

}  // namespace
}  // namespace truename::registration
