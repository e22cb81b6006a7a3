#include <gtest/gtest.h>

#include "storage/cases_for_test.h"
#include "storage/lives_for_test.h"
#include "storage/sqlite_traces.h"

namespace truename::storage {
namespace {

using registration::DayMarks;
using registration::StoredHistory;

constexpr std::int64_t kHourMs = 3'600'000;

// One store; cases are entered by ann at outlet o-1 on device t-1 unless said otherwise.
class DayCountsTest : public testing::Test {
 protected:
  static domain::CaseRecord at_counter(domain::CaseRecord record) {
    record.evidence.origin = {.clerk = "ann", .outlet = "o-1", .device = "t-1"};
    return record;
  }
  static domain::CaseRecord sale(int person, int line) {
    return at_counter(approved_case(person, line));
  }
  static domain::CaseRecord refused(int person, int line) {
    return at_counter(rejected_case(person, line));
  }
  Result<domain::CommittedCase> commit(const domain::CaseRecord& record,
                                       const DayMarks& marks = {}) {
    if (record.decision.outcome != domain::Outcome::approved) {
      return store->commit(record, {}, marks);
    }
    const auto opening = opening_of(record, store->holder_id(*record.holder));
    return store->commit(record, std::span(&opening, 1), marks);
  }
  StoredHistory history(const domain::CaseRecord& record, const DayMarks& marks = {}) {
    return store->history_of(record, marks).value();
  }
  domain::OpeningCounts openings(const domain::CaseRecord& record) {
    return history(record).counted.openings;
  }

  TestFolder folder_;
  TestClock clock_;
  std::unique_ptr<SqliteStore> store = open_store(folder_, clock_);
};

TEST_F(DayCountsTest, openings_are_counted_on_what_the_case_names) {  // R71
  ASSERT_TRUE(commit(sale(1, 1)));
  ASSERT_TRUE(commit(sale(1, 2)));
  ASSERT_TRUE(commit(sale(2, 3)));
  EXPECT_EQ(
      openings(sale(1, 9)),
      (domain::OpeningCounts{
          .clerk_day = 3, .outlet_day = 3, .device_day = 3, .address_day = 3, .identity_day = 2}));
  domain::CaseRecord elsewhere = sale(3, 9);
  elsewhere.evidence.origin = {.clerk = "ben", .outlet = "o-1", .device = ""};
  elsewhere.holder->address = domain::Address("another street");
  EXPECT_EQ(openings(elsewhere), (domain::OpeningCounts{.clerk_day = 0,
                                                        .outlet_day = 3,
                                                        .device_day = std::nullopt,
                                                        .address_day = 0,
                                                        .identity_day = 0}));
}

TEST_F(DayCountsTest, what_was_refused_opens_nothing_and_other_applications_neither) {
  ASSERT_TRUE(commit(refused(1, 1)));
  domain::CaseRecord proof = sale(1, 2);
  proof.evidence.application.kind = domain::ApplicationKind::sim_replace;
  ASSERT_TRUE(store->commit(proof));
  EXPECT_EQ(openings(sale(1, 9)).identity_day, 0);
}

TEST_F(DayCountsTest, the_next_day_begins_at_nothing_and_yesterday_is_forgotten) {
  ASSERT_TRUE(commit(sale(1, 1)));
  domain::CaseRecord tomorrow = sale(1, 2);
  tomorrow.evidence.today = Date{2026, 9, 22};
  tomorrow.at.unix_ms += 24 * kHourMs;
  EXPECT_EQ(openings(tomorrow).clerk_day, 0);
  EXPECT_EQ(openings(sale(1, 9)).clerk_day, 1);
  ASSERT_TRUE(commit(tomorrow));
  EXPECT_EQ(openings(sale(1, 9)).clerk_day, 0);
}

TEST_F(DayCountsTest, a_limit_that_was_reached_meanwhile_is_a_conflict_and_nothing_is_written) {
  const DayMarks marks{.artefacts = {}, .limits = {{"clerk_day", 2}, {"device_day", 60}}};
  ASSERT_TRUE(commit(sale(1, 1), marks));
  ASSERT_TRUE(commit(sale(2, 2), marks));
  const auto third = commit(sale(3, 3), marks);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::conflict);
  EXPECT_FALSE(store->lives().find(sale(3, 3).line.msisdn).value());
  EXPECT_EQ(openings(sale(3, 9)).clerk_day, 2);
  // Whom a person let pass over the limit, and who was refused, are not held up by it.
  EXPECT_TRUE(commit(sale(3, 4)));
  EXPECT_TRUE(commit(refused(3, 5), marks));
}

TEST_F(DayCountsTest, tries_of_the_face_are_counted_also_when_they_fail) {  // R32
  ASSERT_TRUE(commit(refused(1, 1)));
  domain::CaseRecord unusable = refused(1, 2);
  unusable.evidence.face.stage = domain::FaceStage::not_usable;
  ASSERT_TRUE(commit(unusable));
  domain::CaseRecord not_looked_at = refused(1, 3);
  not_looked_at.evidence.face = {};
  ASSERT_TRUE(commit(not_looked_at));
  domain::CaseRecord confirmed = refused(1, 4);
  confirmed.evidence.application.way = domain::Way::attended_visual;
  ASSERT_TRUE(commit(confirmed));
  EXPECT_EQ(history(sale(1, 9)).counted.attempts_identity_today, 2);
  EXPECT_EQ(history(sale(2, 9)).counted.attempts_identity_today, 0);
  EXPECT_EQ(history(sale(2, 9)).counted.attempts_device_today, 2);
}

TEST_F(DayCountsTest, the_hours_since_a_face_was_compared_are_whole_ones_over_midnight) {  // R33
  EXPECT_FALSE(history(sale(1, 1)).counted.hours_since_biometric);
  ASSERT_TRUE(commit(sale(1, 1)));
  domain::CaseRecord later = sale(1, 2);
  later.at.unix_ms += 30 * kHourMs - 2;  // sale 2 is a millisecond after sale 1
  later.evidence.today = Date{2026, 9, 22};
  EXPECT_EQ(history(later).counted.hours_since_biometric, 29);
  later.at.unix_ms += 1;
  EXPECT_EQ(history(later).counted.hours_since_biometric, 30);
  later.at = Timestamp{0};  // this machine's clock was set back
  EXPECT_EQ(history(later).counted.hours_since_biometric, 0);
}

TEST_F(DayCountsTest, a_picture_seen_under_another_identity_is_told_by_its_digest) {  // R80
  const DayMarks picture{.artefacts = {sha256(as_bytes("pixels")), sha256(as_bytes("stream"))},
                         .limits = {}};
  const DayMarks other{.artefacts = {sha256(as_bytes("other pixels"))}, .limits = {}};
  EXPECT_EQ(history(sale(1, 1)).counted.artefact_fresh, domain::Check::not_applicable);
  ASSERT_TRUE(commit(refused(1, 1), picture));
  EXPECT_EQ(history(sale(1, 2), picture).counted.artefact_fresh, domain::Check::pass);
  EXPECT_EQ(history(sale(2, 2), picture).counted.artefact_fresh, domain::Check::fail);
  EXPECT_EQ(history(sale(2, 2), other).counted.artefact_fresh, domain::Check::pass);
  ASSERT_TRUE(commit(refused(2, 2), picture));
  EXPECT_EQ(history(sale(1, 3), picture).counted.artefact_fresh, domain::Check::fail);
  domain::CaseRecord unknown = refused(3, 3);
  unknown.holder.reset();
  EXPECT_EQ(history(unknown, other).counted.artefact_fresh, domain::Check::not_applicable);
}

TEST_F(DayCountsTest, clerks_and_devices_are_known_since_their_first_case) {  // R73
  EXPECT_FALSE(history(sale(1, 1)).clerk_since);
  ASSERT_TRUE(commit(refused(1, 1)));
  ASSERT_TRUE(commit(refused(1, 2)));
  EXPECT_EQ(history(sale(1, 9)).clerk_since, refused(1, 1).at);
  EXPECT_EQ(history(sale(1, 9)).device_since, refused(1, 1).at);
  domain::CaseRecord attended = refused(1, 3);
  attended.evidence.application.way = domain::Way::attended_visual;
  ASSERT_TRUE(commit(attended));
  EXPECT_EQ(history(sale(1, 9)).exceptions_clerk_today, 1);
}

TEST_F(DayCountsTest, lines_given_up_are_counted_on_who_gave_them_up) {  // R73
  const domain::CaseRecord sold = sale(1, 1);
  ASSERT_TRUE(commit(sold));
  const auto life = store->lives().find(sold.line.msisdn).value();
  registration::LifeChange closing = closed(*life, "close");
  closing.event.kind = domain::EventKind::close;
  closing.event.at = sold.at;
  ASSERT_TRUE(commit_one(store->lives(), closing));
  EXPECT_EQ(history(sale(1, 9)).closures_identity_today, 1);
  EXPECT_EQ(history(sale(2, 9)).closures_identity_today, 0);
}

TEST_F(DayCountsTest, one_number_on_documents_that_count_as_one_is_one_identity) {  // R70
  ASSERT_TRUE(commit(sale(1, 1)));
  domain::CaseRecord booklet = sale(1, 2);
  booklet.holder->document_type = domain::DocumentType::household_register;
  EXPECT_EQ(history(booklet).counted.active_lines, 0);
  booklet.holder->counted_as = domain::DocumentType::cn_resident_id;
  EXPECT_EQ(history(booklet).counted.active_lines, 1);
  ASSERT_TRUE(commit(booklet));
  const auto kept = store->find_case(booklet.id).value()->record;
  EXPECT_EQ(kept.holder->document_type, domain::DocumentType::household_register);
  EXPECT_EQ(kept.holder->counted_as, domain::DocumentType::cn_resident_id);
  const auto verified = verify_store(folder_.path());
  EXPECT_TRUE(verified) << verified.error().message;
}

// What a clerk's conduct is told by comes from the cases as they are stored (R78).
TEST_F(DayCountsTest, a_stored_case_gives_the_trace_of_its_clerk_and_opens_nothing_sealed) {
  domain::CaseRecord odd = refused(1, 1);
  odd.evidence.history.artefact_fresh = domain::Check::fail;
  odd.decision.reasons.front().code = "batch.clerk_day_reached";
  ASSERT_TRUE(commit(odd));
  domain::CaseRecord confirmed = sale(1, 2);
  confirmed.evidence.application.way = domain::Way::attended_visual;
  confirmed.evidence.application.confirmed_by = "rev-1";
  confirmed.evidence.face = {};
  ASSERT_TRUE(commit(confirmed));
  std::vector<registration::CaseTrace> traces;
  SqliteTraces stored(folder_.files().database());
  const auto keep = [&](const registration::CaseTrace& trace) -> Status {
    traces.push_back(trace);
    return {};
  };
  ASSERT_TRUE(stored.each_since(odd.at, keep));
  ASSERT_EQ(traces.size(), 2U);
  EXPECT_EQ(traces[0].origin, odd.evidence.origin);
  EXPECT_TRUE(traces[0].face_compared && traces[0].picture_reused && traces[0].limit_reached);
  EXPECT_EQ(traces[0].outcome, domain::Outcome::rejected);
  EXPECT_EQ(traces[1].confirmed_by, "rev-1");
  EXPECT_EQ(traces[1].way, domain::Way::attended_visual);
  EXPECT_FALSE(traces[1].face_compared || traces[1].picture_reused || traces[1].limit_reached);
  EXPECT_EQ(traces[0].person, traces[1].person);
  traces.clear();
  ASSERT_TRUE(stored.each_since(confirmed.at, keep));
  EXPECT_EQ(traces.size(), 1U);
}

TEST_F(DayCountsTest, lines_are_counted_in_the_class_that_is_applied_for) {  // R67
  ASSERT_TRUE(commit(sale(1, 1)));
  domain::CaseRecord thing = sale(1, 2);
  thing.evidence.application.line_class = domain::LineClass::iot;
  EXPECT_EQ(history(thing).counted.active_lines, 0);
}

}  // namespace
}  // namespace truename::storage
