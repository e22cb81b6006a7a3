#include "policy/signature.h"

#include <gtest/gtest.h>

#include "policy/trusted_keys.h"

namespace truename::policy {
namespace {

const SigningKey kKey = signing_key_from_seed(Key{9});

TEST(PackSignature, is_read_as_written_and_in_no_other_form) {
  const PackSignature signature = sign_pack(kKey, "cn", "text");
  const std::string text = signature_text(signature);
  EXPECT_EQ(parse_signature(text, "cn.sig").value(), signature);
  for (const std::string& other :
       {text + "\n", "# a remark\n" + text, text.substr(0, text.size() / 2), text + "more = 1\n",
        std::string()}) {
    EXPECT_FALSE(parse_signature(other, "cn.sig")) << other;
  }
}

TEST(PackSignature, fits_its_own_pack_under_its_own_key_alone) {
  const PackSignature signature = sign_pack(kKey, "cn", "text");
  EXPECT_TRUE(verify_pack(signature, kKey.public_key, "cn", "text"));
  EXPECT_FALSE(verify_pack(signature, kKey.public_key, "cn", "texT"));
  EXPECT_FALSE(verify_pack(signature, kKey.public_key, "vn", "text"));
  EXPECT_FALSE(verify_pack(signature, signing_key_from_seed(Key{8}).public_key, "cn", "text"));
  for (std::size_t i = 0; i < signature.signature.size(); ++i) {
    PackSignature changed = signature;
    changed.signature[i] ^= 0x80;
    EXPECT_FALSE(verify_pack(changed, kKey.public_key, "cn", "text")) << i;
  }
}

// Without the separator a checkpoint that the same key signed could pass for a pack.
TEST(PackSignature, a_signature_of_the_bare_bytes_is_none_of_a_pack) {
  PackSignature signature = sign_pack(kKey, "cn", "text");
  signature.signature = sign(kKey, as_bytes("text"));
  EXPECT_FALSE(verify_pack(signature, kKey.public_key, "cn", "text"));
}

TEST(TrustedKeys, are_read_as_written_each_once_and_by_two_persons) {
  const TrustedKey key{key_id_of(kKey.public_key), kKey.public_key, domain::PrincipalId("ann"),
                       domain::PrincipalId("bo"), Timestamp{1'780'000'000'000}};
  const std::string text = trusted_keys_text({key});
  const auto keys = parse_trusted_keys(text, "keys").value();
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(find_key(keys, key.id).value(), key);
  EXPECT_TRUE(find_key(keys, "k0").error().message.starts_with("pack.key_not_trusted"));
  EXPECT_FALSE(parse_trusted_keys(trusted_keys_text({key, key}), "keys"));
  TrustedKey alone = key;
  alone.confirmed_by = alone.by;
  EXPECT_FALSE(parse_trusted_keys(trusted_keys_text({alone}), "keys"));
  TrustedKey other = key;
  other.public_key[0] ^= 1;  // under the id of another
  EXPECT_FALSE(parse_trusted_keys(trusted_keys_text({other}), "keys"));
}

TEST(KeyFile, holds_64_hex_digits_and_nothing_else) {
  const Key key = random_key();
  EXPECT_EQ(parse_key_file(key_file_text(key), "k").value(), key);
  EXPECT_FALSE(parse_key_file("", "k"));
  EXPECT_FALSE(parse_key_file(key_file_text(key) + "\n", "k"));
  EXPECT_FALSE(parse_key_file(key_file_text(key).substr(2), "k"));
}

}  // namespace
}  // namespace truename::policy
