// Registration by a network credential: its desk, and what follows from each check (R14). The
// verifier is scripted; the real one is held against a signing issuer in app/credential_test.cc.
#include <gtest/gtest.h>

#include <algorithm>

#include "policy/read_pack.h"
#include "registration/fakes_for_test.h"
#include "registration/register_line.h"

namespace truename::registration {
namespace {

using domain::Check;
using domain::CredentialEvidence;
using domain::Outcome;

class ScriptedVerifier final : public CredentialVerifier {
 public:
  std::string audience() const override { return "https://counter.test"; }
  Result<VerifiedCredential> verify(std::string_view, std::string_view nonce) override {
    asked_nonce = nonce;
    return answer;
  }
  std::string asked_nonce;
  Result<VerifiedCredential> answer = VerifiedCredential{};
};

VerifiedCredential sound_credential() {
  VerifiedCredential out;
  out.checks = {"sd_jwt_vc", Check::pass, Check::pass, Check::pass,
                Check::pass, Check::pass, Check::pass};
  out.holder = domain::HolderRecord{.document_type = domain::DocumentType::cn_resident_id,
                                    .name = domain::PersonName("测试人"),
                                    .number = domain::IdentityNumber("11010519491231002X"),
                                    .birth_date = Date{1949, 12, 31}};
  return out;
}

class RegisterCredential : public testing::Test, protected FakePorts {
 protected:
  RegisterCredential() {
    verifier.answer = sound_credential();
    raw = {.idempotency_key = "sale-1",
           .msisdn = "8619900000001",
           .iccid = "89860000000000000019",
           .accept_terms = true,
           .consent_face = false};
    raw.application.way = domain::Way::network_credential;
    raw.presentation = Presentation{"a presentation", desk.challenge().value().nonce};
  }
  Result<domain::CommittedCase> sell() {
    return register_line(parse_request(raw).value(), {pack, Digest{}, ports, nullptr, &desk});
  }
  bool refused_for(const std::string& code) {
    const auto committed = sell();
    if (!committed || committed->record.decision.outcome == Outcome::approved) return false;
    const auto& reasons = committed->record.decision.reasons;
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const domain::Reason& reason) { return reason.code == code; });
  }

  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2025-06.toml").value();
  ScriptedVerifier verifier;
  CredentialDesk desk{verifier, clock};
  RawRequest raw;
};

TEST_F(RegisterCredential, a_sound_credential_opens_a_line_without_any_picture_R14) {
  const auto committed = sell();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(committed->record.decision.outcome, Outcome::approved);
  EXPECT_EQ(committed->record.evidence.application.credential, sound_credential().checks);
  EXPECT_EQ(committed->record.holder->number.reveal(), "11010519491231002X");
  EXPECT_EQ(committed->record.evidence.document.holder_age_years, 76);
  EXPECT_EQ(verifier.asked_nonce, raw.presentation->nonce);
  EXPECT_EQ(store.identities, std::vector<bool>{true}) << "it counts against the holder's lines";
  EXPECT_EQ(store.kept.changes.size(), 1U);
  EXPECT_EQ(examiner.examined, 0);
}

TEST_F(RegisterCredential, every_check_that_fails_refuses_and_names_nobody_R14) {
  struct One {
    Check CredentialEvidence::*check;
    const char* code;
  };
  const One all[] = {{&CredentialEvidence::issuer_trusted, "credential.issuer_not_trusted"},
                     {&CredentialEvidence::holder_bound, "credential.holder_not_bound"},
                     {&CredentialEvidence::nonce, "credential.wrong_nonce"},
                     {&CredentialEvidence::audience, "credential.wrong_audience"},
                     {&CredentialEvidence::status, "credential.revoked"},
                     {&CredentialEvidence::in_time, "credential.out_of_time"}};
  for (const One& one : all) {
    raw.idempotency_key = one.code;
    raw.presentation->nonce = desk.challenge()->nonce;
    verifier.answer = sound_credential();
    verifier.answer->checks.*one.check = Check::fail;
    EXPECT_TRUE(refused_for(one.code)) << one.code;
    EXPECT_EQ(store.offered.back().decision.outcome, Outcome::rejected) << one.code;
  }
  EXPECT_EQ(store.identities, std::vector<bool>(6, false));
  EXPECT_TRUE(store.kept.changes.empty());
}

TEST_F(RegisterCredential, an_unknown_status_is_looked_into_by_a_person_R8) {
  verifier.answer->checks.status = Check::not_applicable;
  EXPECT_TRUE(refused_for("credential.status_unknown"));
  EXPECT_EQ(store.offered.back().decision.outcome, Outcome::referred);
}

TEST_F(RegisterCredential, a_nonce_serves_once_in_its_time_and_only_if_it_was_given) {
  ASSERT_TRUE(sell());
  raw.idempotency_key = "sale-2";
  EXPECT_TRUE(refused_for("credential.wrong_nonce")) << "replayed";
  raw.idempotency_key = "sale-3";
  raw.presentation->nonce = "never-given";
  EXPECT_TRUE(refused_for("credential.wrong_nonce"));
  raw.idempotency_key = "sale-4";
  raw.presentation->nonce = desk.challenge()->nonce;
  clock.at.unix_ms += CredentialDesk::kLifetimeS * 1000 + 1;
  EXPECT_TRUE(refused_for("credential.wrong_nonce")) << "too late";
}

TEST_F(RegisterCredential, the_same_request_again_gives_the_first_answer_and_spends_no_nonce) {
  const auto first = sell();
  const auto again = sell();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->record.id, first->record.id);
  raw.presentation->text = "another";
  EXPECT_EQ(sell().error().code, ErrorCode::conflict);
}

TEST_F(RegisterCredential, what_the_credential_states_of_its_holder_is_checked_like_a_card) {
  verifier.answer->holder->number = domain::IdentityNumber("110105194912310021");
  EXPECT_TRUE(refused_for("document.number_check_failed"));
  EXPECT_EQ(store.identities.back(), false);
  verifier.answer = sound_credential();
  verifier.answer->holder->birth_date = Date{1999, 1, 1};
  raw.idempotency_key = "sale-2";
  raw.presentation->nonce = desk.challenge()->nonce;
  EXPECT_TRUE(refused_for("document.fields_disagree"));
  verifier.answer = sound_credential();
  raw.idempotency_key = "sale-3";
  raw.presentation->nonce = desk.challenge()->nonce;
  raw.claimed_name = "另一人";
  EXPECT_TRUE(refused_for("claim.name_differs"));
}

TEST_F(RegisterCredential, a_child_needs_a_guardian_by_this_way_too_R11) {
  verifier.answer->holder->document_type = domain::DocumentType::passport_td3;
  verifier.answer->holder->birth_date = Date{2016, 1, 1};
  EXPECT_TRUE(refused_for("holder.under_age"));
}

TEST_F(RegisterCredential, at_the_cap_a_credential_opens_no_further_line_R67) {
  store.histories = {{.active_lines = pack.line_cap()}};
  EXPECT_TRUE(refused_for("line.cap_reached"));
}

TEST_F(RegisterCredential, it_proofs_a_transfer_and_opens_nothing_R45) {
  raw.application.kind = domain::ApplicationKind::transfer;
  const auto committed = sell();
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->record.decision.outcome, Outcome::approved);
  EXPECT_TRUE(committed->record.holder);
  EXPECT_TRUE(store.kept.changes.empty());
}

TEST_F(RegisterCredential, a_pack_without_this_way_refuses_it) {
  pack = policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2019-12.toml").value();
  const auto committed = sell();
  ASSERT_TRUE(committed);
  EXPECT_NE(committed->record.decision.outcome, Outcome::approved);
}

TEST_F(RegisterCredential, what_cannot_be_parsed_or_is_not_taken_here_leaves_nothing) {
  verifier.answer = fail(ErrorCode::bad_input, "This is no presentation.");
  EXPECT_EQ(sell().error().code, ErrorCode::bad_input);
  EXPECT_EQ(register_line(parse_request(raw).value(), {pack, Digest{}, ports}).error().code,
            ErrorCode::not_found);
  EXPECT_TRUE(store.offered.empty());
}

TEST_F(RegisterCredential, a_presentation_comes_alone_and_by_its_own_way) {
  const RawRequest sound = raw;
  const std::vector<void (*)(RawRequest&)> bad = {
      [](RawRequest& r) { r.application.way = domain::Way::face; },
      [](RawRequest& r) { r.document = {1}; },
      [](RawRequest& r) { r.probe = {1}; },
      [](RawRequest& r) {
        r.capture = CaptureRef{"id", "sale"};
      },
      [](RawRequest& r) { r.consent_face = true; },
      [](RawRequest& r) { r.presentation->text.clear(); },
      [](RawRequest& r) { r.presentation->text.assign(64 * 1024 + 1, 'a'); },
      [](RawRequest& r) { r.presentation->nonce.clear(); }};
  for (const auto& spoil : bad) {
    raw = sound;
    spoil(raw);
    const auto parsed = parse_request(raw);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::bad_input);
  }
}

TEST_F(RegisterCredential, challenges_are_bounded_and_told_with_the_audience) {
  const auto challenge = desk.challenge();
  EXPECT_EQ(challenge->audience, "https://counter.test");
  EXPECT_EQ(challenge->nonce.size(), 43U);
  EXPECT_EQ(challenge->expires_at.unix_ms - clock.at.unix_ms, 300'000);
  while (desk.challenge()) continue;
  EXPECT_EQ(desk.challenge().error().code, ErrorCode::unavailable);
  clock.at.unix_ms += CredentialDesk::kLifetimeS * 1000 + 1;
  EXPECT_TRUE(desk.challenge());
}

}  // namespace
}  // namespace truename::registration
