#include "registration/activate_pack.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "policy/signature.h"
#include "registration/memory_registry_for_test.h"

namespace truename::registration {
namespace {

using domain::Principal;
using domain::PrincipalId;
using domain::Role;

class FixedClock final : public Clock {
 public:
  Timestamp now() const override { return parse_timestamp("2026-11-24T12:00:00.000Z").value(); }
};

std::string read(const std::string& file) {
  return read_text_file(std::filesystem::path(TRUENAME_HOME) / "policies" / file, 1 << 20).value();
}

class ActivatePack : public ::testing::Test {
 protected:
  ActivatePack() {
    request.files = {.id = "cn-2019-12",
                     .text = read("cn-2019-12.toml"),
                     .signature_text = "",
                     .cases_text = read("cn-2019-12.cases.toml")};
    request.by = ann;
    request.confirmed_by = bo;
    request.gaps = Gaps::accepted;
    trusted = {trust_key(key.public_key, ann, bo, clock.now()).value()};
    sign();
  }
  void sign() {
    request.files.signature_text =
        policy::signature_text(policy::sign_pack(key, request.files.id, request.files.text));
  }
  PackPorts ports() { return {packs, shelf, trusted, clock}; }
  // The name in front of the refusal; nothing may have been written.
  std::string refusal() {
    const auto record = activate_pack(request, ports());
    EXPECT_TRUE(packs.records.empty());
    if (record) return "activated";
    return record.error().message.substr(0, record.error().message.find(':'));
  }

  const Principal ann{PrincipalId("ann"), Role::administrator, ""};
  const Principal bo{PrincipalId("bo"), Role::administrator, ""};
  const SigningKey key = signing_key_from_seed(Key{1, 2, 3});
  FixedClock clock;
  MemoryRegistry packs;
  MemoryShelf shelf;
  std::vector<policy::TrustedKey> trusted;
  ActivationRequest request;
};

TEST_F(ActivatePack, a_signed_pack_confirmed_by_two_administrators_comes_into_force) {
  const auto record = activate_pack(request, ports());
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->pack_digest, sha256(as_bytes(request.files.text)));
  EXPECT_EQ(record->key_id, policy::key_id_of(key.public_key));
  EXPECT_EQ(record->by, ann.id);
  EXPECT_EQ(record->confirmed_by, bo.id);
  EXPECT_FALSE(record->accepted_gaps.empty());
  const auto open = open_pack_in_force(ports(), {2026, 11, 24});
  ASSERT_TRUE(open) << open.error().message;
  EXPECT_EQ(open->pack.id, "cn-2019-12");
}

TEST_F(ActivatePack, one_person_or_another_role_puts_nothing_in_force) {
  request.confirmed_by = ann;
  EXPECT_EQ(refusal(), "two_persons");
  request.confirmed_by = {PrincipalId("cy"), Role::reviewer, ""};
  EXPECT_EQ(refusal(), "role.activate_pack");
  EXPECT_FALSE(trust_key(key.public_key, ann, ann, clock.now()));
}

TEST_F(ActivatePack, unsigned_foreign_and_altered_packs_are_refused_by_name) {
  request.files.signature_text.clear();
  EXPECT_EQ(refusal(), "pack.unsigned");
  sign();
  trusted.clear();
  EXPECT_EQ(refusal(), "pack.key_not_trusted");
  trusted = {trust_key(key.public_key, ann, bo, clock.now()).value()};
  request.files.text += "# one byte more\n";
  EXPECT_EQ(refusal(), "pack.changed");
  auto signature = policy::sign_pack(key, request.files.id, request.files.text);
  signature.signature[5] ^= 1;
  request.files.signature_text = policy::signature_text(signature);
  EXPECT_EQ(refusal(), "pack.signature_changed");
}

TEST_F(ActivatePack, open_gaps_are_accepted_aloud_and_golden_cases_pass) {
  request.gaps = Gaps::refused;
  EXPECT_EQ(refusal(), "pack.unconfirmed");
  request.gaps = Gaps::accepted;
  request.files.cases_text.clear();
  EXPECT_EQ(refusal(), "pack.golden_failed");
  request.files.cases_text = read("cn-2019-12.cases.toml");
  const std::string cap = "max_lines = { value = 5,";
  request.files.text.replace(request.files.text.find(cap), cap.size(), "max_lines = { value = 9,");
  sign();
  EXPECT_EQ(refusal(), "pack.golden_failed");
}

TEST_F(ActivatePack, a_byte_changed_after_the_activation_stops_the_pack_by_name) {
  ASSERT_TRUE(activate_pack(request, ports()));
  const auto refused = [this] {
    const auto open = open_pack_in_force(ports(), {2026, 11, 24});
    return open ? "open" : open.error().message.substr(0, open.error().message.find(':'));
  };
  ASSERT_EQ(refused(), "open");
  PackFiles& kept = shelf.kept["cn-2019-12"];
  kept.text += "# later\n";
  EXPECT_EQ(refused(), "pack.changed");
  // Signed again by a trusted key, it is still not what two administrators activated.
  kept.signature_text = policy::signature_text(policy::sign_pack(key, "cn-2019-12", kept.text));
  EXPECT_EQ(refused(), "pack.changed");
  kept.signature_text.clear();
  EXPECT_EQ(refused(), "pack.unsigned");
}

}  // namespace
}  // namespace truename::registration
