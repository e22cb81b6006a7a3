#include "registration/register_line.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"
#include "registration/sound_sale_for_test.h"

namespace truename::registration {
namespace {

using domain::Outcome;

Bytes picture(const std::string& text) { return {text.begin(), text.end()}; }

class FakeCounter final : public CrossOperatorCounter {
 public:
  domain::CrossOperatorCount count(const domain::HolderRecord&) override {
    ++asked;
    return answer;
  }
  int asked = 0;
  domain::CrossOperatorCount answer{domain::CountAnswer::counted, 9};
};

// One counter with scripted ports, and a sale that would be approved.
class RegisterLine : public testing::Test, protected FakePorts {
 protected:
  RegisterLine() {
    reader.reading = sound_card();
    examiner.evidence = sound_face();
    raw = sound_request();
  }
  Result<domain::CommittedCase> sell() {
    const RegistrationRequest request = parse_request(raw).value();
    return register_line(request, {pack, Digest{}, ports, nullptr, nullptr, &counter});
  }

  FakeCounter counter;
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  RawRequest raw;
};

TEST_F(RegisterLine, a_sound_sale_is_approved_and_committed_once) {
  const auto committed = sell();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(committed->record.decision.outcome, Outcome::approved);
  EXPECT_EQ(store.offered.size(), 1U);
  EXPECT_EQ(committed->record.line_cap, pack.line_cap());
  EXPECT_EQ(committed->record.policy_digest, pack.digest);
}

TEST_F(RegisterLine, the_same_key_with_the_same_request_gives_the_first_answer_again) {
  const auto first = sell();
  const auto again = sell();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->record.id, first->record.id);
  EXPECT_EQ(store.offered.size(), 1U);
  EXPECT_EQ(examiner.examined, 1);
}

TEST_F(RegisterLine, the_same_key_with_any_other_part_is_a_conflict) {
  ASSERT_TRUE(sell());
  const RawRequest first = raw;
  const std::vector<void (*)(RawRequest&)> changes = {
      [](RawRequest& r) { r.msisdn = "8619900000002"; },
      [](RawRequest& r) { r.iccid = "89860000000000000027"; },
      [](RawRequest& r) { r.claimed_name = "测试人"; },
      [](RawRequest& r) { r.accept_terms = false; },
      [](RawRequest& r) { r.document = picture("another card"); },
      [](RawRequest& r) { r.probe = picture("another face"); }};
  for (const auto& change : changes) {
    raw = first;
    change(raw);
    const auto answer = sell();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::conflict);
  }
  EXPECT_EQ(store.offered.size(), 1U);
}

TEST_F(RegisterLine, a_slot_taken_meanwhile_is_decided_again_on_what_is_there_now) {
  store.commit_failures = {ErrorCode::conflict};
  store.histories = {{}, {.active_lines = pack.line_cap()}};
  const auto committed = sell();
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->record.decision.outcome, Outcome::rejected);
  EXPECT_EQ(committed->record.decision.reasons[0].code, "line.cap_reached");
  EXPECT_EQ(examiner.examined, 1) << "a second look at the history is no second look at a face";
}

TEST_F(RegisterLine, a_case_leaves_the_digests_of_what_was_looked_at_and_keeps_none_R80) {
  ASSERT_TRUE(sell());
  const Digest pixels = sha256(Bytes{1, 2, 3});  // of the decoder's one picture
  EXPECT_EQ(store.asked_with.artefacts, std::vector{pixels});
  EXPECT_EQ(store.offered_with.artefacts, std::vector{pixels});
  const std::string kept = write_json(domain::evidence_value(store.offered[0].evidence));
  EXPECT_EQ(kept.find(to_base64(pixels)), std::string::npos);
  EXPECT_EQ(kept.find(to_hex(pixels)), std::string::npos);
}

TEST_F(RegisterLine, a_limit_reached_meanwhile_is_decided_again_and_no_longer_held_to_R71) {
  pack = policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2025-06.toml").value();
  clock.at = Timestamp{1'790'000'000'000};
  store.commit_failures = {ErrorCode::conflict};
  store.histories = {{.openings = {.clerk_day = 59}}, {.openings = {.clerk_day = 60}}};
  const auto committed = sell();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(committed->record.decision.outcome, Outcome::referred);
  EXPECT_EQ(committed->record.decision.reasons[0].code, "batch.clerk_day_reached");
  EXPECT_TRUE(store.offered_with.limits.empty());
}

TEST_F(RegisterLine, a_type_that_the_pack_counts_as_another_is_kept_as_shown_R70) {
  reader.reading.type = domain::DocumentType::household_register;
  const auto committed = sell();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(committed->record.holder->document_type, domain::DocumentType::household_register);
  EXPECT_EQ(committed->record.holder->counted_as, domain::DocumentType::cn_resident_id);
}

TEST_F(RegisterLine, three_conflicts_in_a_row_are_told_and_nothing_is_kept) {
  store.commit_failures = {ErrorCode::conflict, ErrorCode::conflict, ErrorCode::conflict};
  const auto committed = sell();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::conflict);
  EXPECT_EQ(store.offered.size(), 3U);
  EXPECT_TRUE(store.by_key.empty());
}

TEST_F(RegisterLine, a_store_that_cannot_write_is_not_asked_twice) {
  store.commit_failures = {ErrorCode::unavailable};
  const auto committed = sell();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::unavailable);
  EXPECT_EQ(store.offered.size(), 1U);
}

TEST_F(RegisterLine, a_number_that_fails_its_check_is_refused_before_any_face_R4) {
  reader.reading.fields.number = domain::IdentityNumber("110105194912310021");
  const auto committed = sell();
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->record.decision.outcome, Outcome::rejected);
  EXPECT_EQ(committed->record.decision.reasons[0].code, "document.number_check_failed");
  EXPECT_EQ(examiner.examined, 0);
  EXPECT_EQ(authority.asked, 0);
  EXPECT_EQ(store.identities, std::vector<bool>{false})
      << "a misread number must not count against somebody else's lines";
}

TEST_F(RegisterLine, R69_lines_at_all_operators_are_counted_when_the_pack_asks_and_never_else) {
  ASSERT_TRUE(sell());
  EXPECT_EQ(counter.asked, 0) << "this pack has no such rule";
  pack = policy::read_pack(std::string(TRUENAME_HOME) + "/policies/in-2025-10.toml").value();
  raw.idempotency_key = "sale-2";
  const auto committed = sell();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(counter.asked, 1);
  EXPECT_EQ(committed->record.evidence.cross_operator, counter.answer);
}

TEST_F(RegisterLine, an_authority_is_asked_only_when_a_rule_of_the_pack_wants_its_answer) {
  ASSERT_TRUE(sell());
  EXPECT_EQ(authority.asked, 1);
  std::erase_if(pack.rules,
                [](const policy::Rule& rule) { return rule.kind == policy::Kind::authority; });
  raw.idempotency_key = "sale-2";
  ASSERT_TRUE(sell());
  EXPECT_EQ(authority.asked, 1);
}

TEST_F(RegisterLine, without_consent_no_face_is_examined_and_a_person_decides_R13) {
  raw.consent_face = false;
  raw.probe.clear();
  const auto committed = sell();
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->record.decision.outcome, Outcome::referred);
  EXPECT_EQ(examiner.examined, 0);
}

TEST_F(RegisterLine, a_poor_face_is_evidence_and_no_error) {
  domain::FaceEvidence several{.stage = domain::FaceStage::not_usable};
  several.findings = {{domain::Subject::probe, "several_faces"}};
  examiner.evidence = several;
  const auto committed = sell();
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->record.decision.outcome, Outcome::rejected);
  EXPECT_EQ(committed->record.decision.reasons[0].code, "probe.several_faces");
}

TEST_F(RegisterLine, an_examiner_that_fails_leaves_nothing_behind) {
  examiner.evidence = fail(ErrorCode::internal, "The network failed.");
  const auto committed = sell();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().message, "The network failed.");
  EXPECT_TRUE(store.offered.empty());
}

TEST_F(RegisterLine, a_broken_picture_is_told_and_leaves_nothing_behind) {
  raw.document = picture("x");
  const auto committed = sell();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::bad_input);
  EXPECT_TRUE(store.offered.empty());
}

// One finished capture of "sale-1", as the page would have made it.
class WithCapture : public RegisterLine {
 protected:
  WithCapture() {
    raw.probe.clear();
    captured.outcome.evidence.challenge = domain::ChallengeOutcome::passed;
    captured.outcome.evidence.device_signals = {"no_label"};
    captured.outcome.probes.push_back({1, 1, {1, 2, 3}});
  }
  Result<domain::CommittedCase> sell_captured() {
    const auto opened = sessions.open({.sale = "sale-1", .consent_face = true}).value();
    EXPECT_TRUE(sessions.begin(opened.id, opened.token).value()->add(as_bytes("a frame")));
    id = opened.id;
    raw.capture = CaptureRef{opened.id, "sale-1"};
    return register_line(parse_request(raw).value(), {pack, Digest{}, ports, &sessions});
  }
  FakeCaptureExaminer captured;
  CaptureSessions sessions{
      std::get<policy::CaptureChallenge>(pack.find(policy::Kind::capture_challenge)->parameters),
      captured, decoder, clock};
  std::string id;
};

TEST_F(WithCapture, a_passed_capture_is_compared_kept_as_evidence_and_forgotten_R36) {
  const auto committed = sell_captured();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(committed->record.decision.outcome, Outcome::approved);
  domain::CaptureEvidence kept = captured.outcome.evidence;
  kept.attempt = 1;
  EXPECT_EQ(committed->record.evidence.capture, kept);
  EXPECT_EQ(examiner.basis, PadBasis::passed_capture);
  EXPECT_FALSE(sessions.outcome_of(id, "sale-1"));
}

TEST_F(WithCapture, a_failed_capture_is_referred_and_nothing_is_compared_R26) {
  captured.outcome.evidence.challenge = domain::ChallengeOutcome::failed;
  captured.outcome.evidence.solid_head = {domain::LayerStatus::failed, "flat"};
  captured.outcome.probes.clear();
  const auto committed = sell_captured();
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->record.decision.outcome, Outcome::referred);
  EXPECT_EQ(committed->record.decision.reasons[0].code, "capture.attack_suspected");
  EXPECT_EQ(examiner.examined, 0);
}

TEST_F(WithCapture, the_capture_of_another_sale_or_of_nowhere_is_refused_and_leaves_nothing) {
  ASSERT_TRUE(sell_captured());
  const std::size_t before = store.offered.size();
  raw.idempotency_key = "sale-2";
  raw.capture = CaptureRef{id, "sale-2"};
  EXPECT_EQ(
      register_line(parse_request(raw).value(), {pack, Digest{}, ports, &sessions}).error().code,
      ErrorCode::not_found);
  EXPECT_EQ(register_line(parse_request(raw).value(), {pack, Digest{}, ports}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(store.offered.size(), before);
}

struct BadRequest {
  const char* told;
  void (*spoil)(RawRequest&);
};

TEST_F(RegisterLine, the_first_part_of_a_request_that_does_not_hold_is_named) {
  const RawRequest sound = raw;
  const BadRequest bad[] = {
      {"idempotency key", [](RawRequest& r) { r.idempotency_key = ""; }},
      {"idempotency key", [](RawRequest& r) { r.idempotency_key = "with space"; }},
      {"idempotency key", [](RawRequest& r) { r.idempotency_key = std::string(129, 'k'); }},
      {"MSISDN", [](RawRequest& r) { r.msisdn = "12"; }},
      {"ICCID", [](RawRequest& r) { r.iccid = "89860000000000000018"; }},
      {"claimed name", [](RawRequest& r) { r.claimed_name = ""; }},
      {"claimed number", [](RawRequest& r) { r.claimed_number = std::string(257, '1'); }},
      {"picture of the document", [](RawRequest& r) { r.document.clear(); }},
      {"not both",
       [](RawRequest& r) {
         r.capture = CaptureRef{"id", "sale"};
       }},
      {"live capture", [](RawRequest& r) { r.probe.clear(); }},
      {"Nobody acts", [](RawRequest& r) { r.acting_document = {'a'}; }},
      {"all but own_document",
       [](RawRequest& r) { r.application.shown.own_document = domain::Check::pass; }}};
  for (const BadRequest& one : bad) {
    RawRequest request = sound;
    one.spoil(request);
    const auto parsed = parse_request(request);
    ASSERT_FALSE(parsed) << one.told;
    EXPECT_EQ(parsed.error().code, ErrorCode::bad_input);
    EXPECT_NE(parsed.error().message.find(one.told), std::string::npos) << parsed.error().message;
  }
}

}  // namespace
}  // namespace truename::registration
