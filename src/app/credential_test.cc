// A line opened by a network credential through the real parts: a signing issuer and wallet, the
// verifier, the use case, the pack, the database and its log; only the pictures are scripted (R14).
#include <gtest/gtest.h>

#include "adapters/sd_jwt_vc/issuer_for_test.h"
#include "app/sales_for_test.h"
#include "base/folder_for_test.h"
#include "policy/read_pack.h"
#include "storage/verify_store.h"

namespace truename::app {
namespace {

using domain::Outcome;
using registration::CredentialDesk;

constexpr std::int64_t kNowS = 1'790'000'000;  // 2026-09-21

class FixedClock final : public Clock {
 public:
  Timestamp now() const override { return {kNowS * 1000}; }
};

class CredentialSale : public testing::Test {
 protected:
  CredentialSale() {
    store = storage::SqliteStore::open(folder_.path(), clock).value();
    wallet.now_s = kNowS;
    issuer.statuses = {0b00'00'01'00};
  }
  adapters::DraftForTest draft(int index = 0) const {
    return issuer.draft(wallet.key.public_key, index);
  }
  Result<domain::CommittedCase> sell(int sale, const adapters::DraftForTest& credential) {
    const std::string nonce = desk.challenge().value().nonce;
    return sell(sale, wallet.present(credential.text(), nonce), nonce);
  }
  Result<domain::CommittedCase> sell(int sale, const std::string& text, const std::string& nonce) {
    registration::RawRequest raw{.idempotency_key = "credential-" + std::to_string(sale),
                                 .msisdn = ScriptedCounter::number(sale).get(),
                                 .iccid = ScriptedCounter::card(sale),
                                 .claimed_name = std::nullopt,
                                 .claimed_number = std::nullopt,
                                 .accept_terms = true,
                                 .consent_face = false};
    raw.application.way = domain::Way::network_credential;
    raw.presentation = registration::Presentation{text, nonce};
    registration::FakeDecoder decoder;
    registration::FakeReader reader;
    registration::FakeExaminer examiner;
    registration::FakeAuthority authority;
    return registration::register_line(
        registration::parse_request(std::move(raw)).value(),
        {pack, Digest{},
         registration::Ports{decoder, reader, examiner, authority, *store, *store, clock}, nullptr,
         &desk});
  }
  static std::string last_reason(const Result<domain::CommittedCase>& committed) {
    if (!committed) return committed.error().message;
    const domain::Decision& decision = committed->record.decision;
    return decision.outcome == Outcome::approved ? "approved" : decision.reasons.back().code;
  }

  FolderForTest folder_;  // outlives the store in it
  policy::Pack pack =
      policy::read_pack(std::string(TRUENAME_HOME) + "/policies/cn-2025-06.toml").value();
  FixedClock clock;
  adapters::IssuerForTest issuer{kNowS};
  adapters::WalletForTest wallet;
  adapters::SdJwtVc verifier{issuer.trust(), issuer, clock};
  CredentialDesk desk{verifier, clock};
  std::unique_ptr<storage::SqliteStore> store;
};

TEST_F(CredentialSale, a_credential_opens_a_line_whose_log_holds_R14) {
  const auto committed = sell(1, draft());
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(committed->record.decision.outcome, Outcome::approved);
  const auto life = store->lives().find(ScriptedCounter::number(1)).value();
  ASSERT_TRUE(life);
  EXPECT_EQ(life->holder, store->holder_id(*committed->record.holder));
  EXPECT_TRUE(storage::verify_store(folder_.path()));
}

TEST_F(CredentialSale, card_and_credential_of_one_person_count_against_one_cap_R67) {
  // That one person opens so many in a day is for a person to look at, before any cap is reached.
  std::erase_if(pack.rules, [](const policy::Rule& rule) {
    return rule.kind == policy::Kind::risk || rule.kind == policy::Kind::batch_limits;
  });
  ScriptedCounter counter(pack, *store, clock);
  const int cap = pack.line_cap();
  for (int sale = 0; sale < cap; ++sale) {
    const auto committed = sale % 2 == 0 ? counter.sell(sale) : sell(sale, draft());
    EXPECT_EQ(last_reason(committed), "approved") << sale;
  }
  EXPECT_EQ(last_reason(sell(cap, draft())), "line.cap_reached");
  EXPECT_EQ(last_reason(counter.sell(cap + 1)), "line.cap_reached");
  EXPECT_TRUE(storage::verify_store(folder_.path()));
}

TEST_F(CredentialSale, each_failing_check_refuses_and_holds_no_line_R14) {
  adapters::DraftForTest untrusted = draft();
  untrusted.signed_with = adapters::key_for_test(9);
  adapters::DraftForTest tampered = draft();
  tampered.disclosures[0] = adapters::IssuerForTest::disclosure("name", "另一人");
  adapters::DraftForTest expired = draft();
  expired.payload = adapters::with(expired.payload, "exp", kNowS - 61);
  adapters::DraftForTest unknown = draft();
  unknown.payload = adapters::without(unknown.payload, "status");
  EXPECT_EQ(last_reason(sell(1, untrusted)), "credential.issuer_not_trusted");
  EXPECT_EQ(last_reason(sell(2, tampered)), "credential.issuer_not_trusted");
  EXPECT_EQ(last_reason(sell(3, expired)), "credential.out_of_time");
  EXPECT_EQ(last_reason(sell(4, draft(1))), "credential.revoked");
  EXPECT_EQ(last_reason(sell(5, unknown)), "credential.status_unknown");
  const std::string nonce = desk.challenge()->nonce;
  const std::string text = wallet.present(draft().text(), nonce);
  EXPECT_EQ(last_reason(sell(6, text, desk.challenge()->nonce)), "credential.wrong_nonce");
  EXPECT_EQ(last_reason(sell(7, text, nonce)), "approved");
  EXPECT_EQ(last_reason(sell(8, text, nonce)), "credential.wrong_nonce") << "replayed";
  adapters::WalletForTest thief = wallet;
  thief.key = adapters::key_for_test(7);
  const std::string stolen = desk.challenge()->nonce;
  EXPECT_EQ(last_reason(sell(9, thief.present(draft().text(), stolen), stolen)),
            "credential.holder_not_bound");
  adapters::WalletForTest phished = wallet;
  phished.audience = "https://bank.test";
  const std::string other = desk.challenge()->nonce;
  EXPECT_EQ(last_reason(sell(10, phished.present(draft().text(), other), other)),
            "credential.wrong_audience");
  for (const int sale : {1, 2, 3, 4, 5, 6, 8, 9, 10}) {
    const auto life = store->lives().find(ScriptedCounter::number(sale)).value();
    EXPECT_FALSE(life && life->holder) << sale;
  }
  EXPECT_TRUE(storage::verify_store(folder_.path()));
}

}  // namespace
}  // namespace truename::app
