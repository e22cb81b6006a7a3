#include "adapters/sd_jwt_vc/sd_jwt_vc.h"

#include <gtest/gtest.h>

#include "adapters/sd_jwt_vc/issuer_for_test.h"
#include "adapters/sd_jwt_vc/sd_jwt.h"
#include "base/files.h"

namespace truename::adapters {
namespace {

using domain::Check;
using domain::CredentialEvidence;
using registration::VerifiedCredential;

constexpr std::int64_t kNowS = 1'790'000'000;  // 2026-09-21

class FixedClock final : public Clock {
 public:
  Timestamp now() const override { return {kNowS * 1000}; }
};

const CredentialEvidence kAllPass{"sd_jwt_vc", Check::pass, Check::pass, Check::pass,
                                  Check::pass, Check::pass, Check::pass};

class Credential : public testing::Test {
 protected:
  Credential() { wallet.now_s = kNowS; }
  Result<VerifiedCredential> verify(const std::string& text) {
    return SdJwtVc(issuer.trust(), issuer, clock).verify(text, "nonce-1");
  }
  // What a presentation of this draft came to; every failing check is evidence, so it must parse.
  CredentialEvidence checks_of(const DraftForTest& draft) {
    return checks_of(wallet.present(draft.text(), "nonce-1"));
  }
  CredentialEvidence checks_of(const std::string& text) {
    const auto verified = verify(text);
    EXPECT_TRUE(verified) << verified.error().message;
    return verified ? verified->checks : CredentialEvidence{};
  }
  DraftForTest draft() const { return issuer.draft(wallet.key.public_key); }

  FixedClock clock;
  IssuerForTest issuer{kNowS};
  WalletForTest wallet;
};

CredentialEvidence failing(Check CredentialEvidence::* check) {
  CredentialEvidence out = kAllPass;
  out.*check = Check::fail;
  return out;
}
CredentialEvidence untrusted() {
  CredentialEvidence out = failing(&CredentialEvidence::issuer_trusted);
  out.status = Check::not_applicable;  // nobody's list is asked
  return out;
}
CredentialEvidence status_unknown() {
  CredentialEvidence out = kAllPass;
  out.status = Check::not_applicable;
  return out;
}

TEST_F(Credential, a_sound_presentation_passes_every_check_and_names_the_holder) {  // R14
  const auto verified = verify(wallet.present(draft().text(), "nonce-1"));
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(verified->checks, kAllPass);
  ASSERT_TRUE(verified->holder);
  EXPECT_EQ(verified->holder->document_type, domain::DocumentType::cn_resident_id);
  EXPECT_EQ(verified->holder->name.reveal(), "测试人");
  EXPECT_EQ(verified->holder->number.reveal(), "11010519491231002X");
  EXPECT_EQ(verified->holder->birth_date, (Date{1949, 12, 31}));
}

TEST_F(Credential, an_issuer_that_is_not_listed_vouches_for_nobody) {
  DraftForTest other = draft();
  other.payload = with(other.payload, "iss", "https://other.test");
  EXPECT_EQ(checks_of(other), untrusted());
  DraftForTest own_key = draft();
  own_key.signed_with = key_for_test(9);
  EXPECT_EQ(checks_of(own_key), untrusted());
  EXPECT_FALSE(verify(wallet.present(own_key.text(), "nonce-1"))->holder);
}

TEST_F(Credential, an_issuer_vouches_only_for_the_types_it_is_listed_with) {
  DraftForTest other = draft();
  other.payload = with(other.payload, "vct", "https://issuer.test/library-card/1");
  EXPECT_EQ(checks_of(other), untrusted());
  TrustList passports = issuer.trust();
  passports.issuers[0].document_types = {domain::DocumentType::passport_td3};
  const auto verified = SdJwtVc(passports, issuer, clock)
                            .verify(wallet.present(draft().text(), "nonce-1"), "nonce-1");
  EXPECT_EQ(verified->checks, failing(&CredentialEvidence::issuer_trusted));
  EXPECT_FALSE(verified->holder);
}

TEST_F(Credential, a_token_of_another_kind_by_the_same_issuer_is_no_credential) {
  DraftForTest other = draft();
  other.header = with(other.header, "typ", "JWT");
  EXPECT_EQ(checks_of(other), untrusted());
  other = draft();
  other.header.set("crit", Array{Value("b64")});
  EXPECT_EQ(checks_of(other), untrusted());
}

TEST_F(Credential, alg_none_and_every_other_algorithm_are_trusted_by_nobody) {
  for (const char* algorithm : {"none", "None", "HS256", "ES256", ""}) {
    DraftForTest other = draft();
    other.header = with(other.header, "alg", algorithm);
    EXPECT_EQ(checks_of(other), untrusted()) << algorithm;
  }
  const std::string text = draft().text();
  const std::size_t dot = text.rfind('.', text.find('~'));
  const std::string unsigned_text = text.substr(0, dot + 1) + text.substr(text.find('~'));
  EXPECT_EQ(checks_of(wallet.present(unsigned_text, "nonce-1")), untrusted());
}

TEST_F(Credential, a_disclosure_that_the_issuer_did_not_make_spoils_the_credential) {
  DraftForTest tampered = draft();
  tampered.disclosures[1] = IssuerForTest::disclosure("document_number", "110105194912310038");
  EXPECT_EQ(checks_of(tampered), untrusted());
  DraftForTest twice = draft();
  twice.disclosures.push_back(twice.disclosures[0]);
  EXPECT_EQ(checks_of(twice), untrusted());
  DraftForTest added = draft();
  added.disclosures.push_back(IssuerForTest::disclosure("nickname", "x"));
  EXPECT_EQ(checks_of(added), untrusted());
}

TEST_F(Credential, what_binds_a_credential_may_not_be_disclosed_selectively) {
  DraftForTest hidden = draft();
  const std::string disclosure = IssuerForTest::disclosure("exp", kNowS + 99);
  Array digests = *hidden.payload.find("_sd")->as<Array>();
  digests.emplace_back(to_base64url(sha256(as_bytes(disclosure))));
  hidden.payload = without(with(hidden.payload, "_sd", digests), "exp");
  hidden.disclosures.push_back(disclosure);
  const CredentialEvidence checks = checks_of(hidden);
  EXPECT_EQ(checks.issuer_trusted, Check::fail);
  EXPECT_EQ(checks.in_time, Check::fail);
}

TEST_F(Credential, disclosures_within_disclosures_and_lists_are_placed) {
  const Value street = Array{Value("s1"), Value("street"), Value("某路一号")};
  const std::string inner = to_base64url(as_bytes(write_json(street)));
  const std::string item = to_base64url(as_bytes(write_json(Array{Value("s2"), Value("CN")})));
  const Value address = Value().set("_sd", Array{Value(to_base64url(sha256(as_bytes(inner))))});
  const std::string outer = IssuerForTest::disclosure("address", address);
  DraftForTest nested = draft();
  Array digests = *nested.payload.find("_sd")->as<Array>();
  digests.emplace_back(to_base64url(sha256(as_bytes(outer))));
  nested.payload = with(nested.payload, "_sd", digests);
  nested.payload.set("nationalities",
                     Array{Value().set("...", to_base64url(sha256(as_bytes(item))))});
  nested.disclosures.insert(nested.disclosures.end(), {inner, item, outer});
  EXPECT_EQ(checks_of(nested), kAllPass);
  nested.disclosures.pop_back();  // then nothing names the inner one
  EXPECT_EQ(checks_of(nested), untrusted());
}

TEST_F(Credential, whoever_has_another_key_than_the_holder_is_not_the_holder) {
  const DraftForTest sound = draft();
  wallet.key = key_for_test(7);
  EXPECT_EQ(checks_of(sound), failing(&CredentialEvidence::holder_bound));
}

TEST_F(Credential, without_key_binding_nothing_is_bound_to_this_sale) {
  const CredentialEvidence checks = checks_of(draft().text());
  EXPECT_EQ(checks.holder_bound, Check::fail);
  EXPECT_EQ(checks.nonce, Check::fail);
  EXPECT_EQ(checks.audience, Check::fail);
  DraftForTest no_key = draft();
  no_key.payload = without(no_key.payload, "cnf");
  EXPECT_EQ(checks_of(no_key), failing(&CredentialEvidence::holder_bound));
}

TEST_F(Credential, a_binding_of_another_presentation_or_kind_binds_nothing) {
  const DraftForTest sound = draft();
  const std::string whole = wallet.present(sound.text(), "nonce-1");
  const std::string binding = whole.substr(whole.rfind('~') + 1);
  DraftForTest added = sound;
  added.disclosures.pop_back();
  added.disclosures.push_back(sound.disclosures.back());
  std::swap(added.disclosures[0], added.disclosures[1]);  // the same claims, another text
  EXPECT_EQ(checks_of(added.text() + binding), failing(&CredentialEvidence::holder_bound));
  wallet.typ = "JWT";
  EXPECT_EQ(checks_of(sound), failing(&CredentialEvidence::holder_bound));
}

TEST_F(Credential, nonce_and_audience_are_those_of_this_challenge) {
  const std::string text = draft().text();
  EXPECT_EQ(checks_of(wallet.present(text, "nonce-2")), failing(&CredentialEvidence::nonce));
  EXPECT_EQ(checks_of(wallet.present(text, "")), failing(&CredentialEvidence::nonce));
  wallet.audience = "https://bank.test";
  EXPECT_EQ(checks_of(wallet.present(text, "nonce-1")), failing(&CredentialEvidence::audience));
}

TEST_F(Credential, a_credential_holds_in_its_time_alone) {
  const std::vector<std::pair<const char*, Value>> cases = {
      {"exp", kNowS - 61}, {"nbf", kNowS + 61}, {"iat", kNowS + 61},
      {"exp", "soon"},     {"nbf", 0.5},        {"exp", Value()}};
  for (const auto& [key, value] : cases) {
    DraftForTest late = draft();
    late.payload = with(late.payload, key, value);
    EXPECT_EQ(checks_of(late), failing(&CredentialEvidence::in_time)) << key;
  }
  DraftForTest endless = draft();
  endless.payload = without(endless.payload, "exp");
  EXPECT_EQ(checks_of(endless), failing(&CredentialEvidence::in_time));
}

TEST_F(Credential, a_binding_is_fresh) {
  for (const std::int64_t at : {kNowS - 361, kNowS + 61}) {
    wallet.now_s = at;
    EXPECT_EQ(checks_of(draft()), failing(&CredentialEvidence::in_time));
  }
  wallet.now_s = kNowS - 360;
  EXPECT_EQ(checks_of(draft()), kAllPass);
}

TEST_F(Credential, revoked_and_suspended_fail_and_only_valid_passes) {
  issuer.statuses = {0b11'10'01'00};
  const auto at = [&](int index) {
    return checks_of(issuer.draft(wallet.key.public_key, index)).status;
  };
  EXPECT_EQ(at(0), Check::pass);
  EXPECT_EQ(at(1), Check::fail);
  EXPECT_EQ(at(2), Check::fail);
  EXPECT_EQ(at(3), Check::not_applicable);
  EXPECT_EQ(at(4), Check::not_applicable) << "beyond the list";
  EXPECT_EQ(at(-1), Check::not_applicable);
}

TEST_F(Credential, a_status_that_cannot_be_learnt_is_unknown_and_no_failure_R8) {
  DraftForTest elsewhere = draft();
  elsewhere.payload = without(elsewhere.payload, "status");
  EXPECT_EQ(checks_of(elsewhere), status_unknown());
  const Value sound = issuer.list_payload();
  const std::vector<Value> lists = {
      with(sound, "sub", "https://issuer.test/status/2"),
      with(sound, "exp", kNowS - 1),
      with(sound, "iat", kNowS + 61),
      without(sound, "exp"),
      with(sound, "ttl", 59),
      with(sound, "status_list", Value().set("bits", 3).set("lst", "")),
      with(sound, "status_list", Value().set("bits", 1).set("lst", "AAAA"))};
  for (const Value& list : lists) {
    issuer.list = issuer.list_text(list);
    EXPECT_EQ(checks_of(draft()), status_unknown()) << write_json(list);
  }
  issuer.list = jws_for_test(Value().set("alg", "EdDSA").set("typ", "statuslist+jwt"), sound,
                             key_for_test(9));
  EXPECT_EQ(checks_of(draft()), status_unknown());
}

TEST_F(Credential, what_is_no_presentation_is_bad_input) {
  const std::string sound = wallet.present(draft().text(), "nonce-1");
  std::string padded = sound;
  padded.insert(sound.find('~'), "=");
  const std::vector<std::string> bad = {"",
                                        "~",
                                        "~~",
                                        "a.b.c~",
                                        draft().text() + "~",
                                        sound + "\n",
                                        sound + "x.y",
                                        sound + "~",
                                        sound + ".more",
                                        "x" + sound,
                                        padded,
                                        sound.substr(0, sound.find('~')),
                                        draft().text() + "bm8~"};
  for (const std::string& text : bad) {
    const auto verified = verify(text);
    ASSERT_FALSE(verified) << text;
    EXPECT_EQ(verified.error().code, ErrorCode::bad_input) << text;
  }
}

TEST_F(Credential, what_is_too_large_is_refused_before_it_is_looked_at) {
  EXPECT_EQ(verify(std::string(kPresentationLimitBytes + 1, 'a')).error().code,
            ErrorCode::too_large);
  EXPECT_EQ(verify(std::string(kPresentationLimitBytes, '~')).error().code, ErrorCode::too_large);
}

TEST_F(Credential, what_a_line_cannot_do_without_must_be_disclosed) {
  for (std::size_t left_out = 0; left_out < 4; ++left_out) {
    DraftForTest shy = draft();
    shy.disclosures.erase(shy.disclosures.begin() + static_cast<std::ptrdiff_t>(left_out));
    const auto verified = verify(wallet.present(shy.text(), "nonce-1"));
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().code, ErrorCode::bad_input);
    EXPECT_NE(verified.error().message.find("discloses no"), std::string::npos);
  }
}

const std::string kTrustText = R"(version = 1
audience = "https://counter.test"
[[issuer]]
iss = "https://issuer.test"
vct = ["https://issuer.test/identity/1"]
document_types = ["cn_resident_id", "passport_td3"]
public_key = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"
)";

TEST(TrustList, a_whole_list_is_read) {
  const auto list = parse_trust_list(kTrustText, "credentials.toml");
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->audience, kAudienceForTest);
  ASSERT_EQ(list->issuers.size(), 1U);
  EXPECT_EQ(list->issuers[0].key, key_for_test(1).public_key);
  EXPECT_EQ(list->issuers[0].document_types.size(), 2U);
}

TEST(TrustList, what_does_not_hold_is_named) {
  const std::size_t at = kTrustText.find("[[issuer]]");
  const std::vector<std::pair<std::string, const char*>> bad = {
      {kTrustText + "colour = \"red\"\n", "unknown key"},
      {kTrustText.substr(0, at), "issuer"},
      {"version = 2\n" + kTrustText.substr(kTrustText.find('\n') + 1), "version"},
      {kTrustText + kTrustText.substr(at), "twice"},
      {kTrustText.substr(0, kTrustText.size() - 4) + "\"\n", "public_key"}};
  for (const auto& [text, told] : bad) {
    const auto list = parse_trust_list(text, "credentials.toml");
    ASSERT_FALSE(list) << text;
    EXPECT_NE(list.error().message.find(told), std::string::npos) << list.error().message;
  }
}

TEST(StatusFolder, a_list_lies_under_the_digest_of_its_address) {
  const std::filesystem::path folder = testing::TempDir();
  const std::string name = StatusFolder::file_name("https://issuer.test/../../etc");
  EXPECT_EQ(name.size(), 68U);
  EXPECT_TRUE(write_file(folder / name, as_bytes("a.b.c\n"), FileMode::readable));
  StatusFolder source(folder);
  EXPECT_EQ(source.list_of("https://issuer.test/../../etc").value(), "a.b.c");
  EXPECT_EQ(source.list_of("https://issuer.test/other").error().code, ErrorCode::not_found);
  std::filesystem::remove(folder / name);
}

}  // namespace
}  // namespace truename::adapters
