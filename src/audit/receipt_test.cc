#include "audit/receipt.h"

#include <gtest/gtest.h>

#include "audit/verify.h"
#include "base/json.h"

namespace truename::audit {
namespace {

SigningKey test_key() { return signing_key_from_seed(sha256(as_bytes("a test log"))); }

Leaf test_leaf(const std::string& record, const Digest& salt) {
  return {.kind = LeafKind::registration,
          .case_id = "c00112233445566778899aabbccddeeff",
          .at = Timestamp{1'790'000'000'123},
          .policy_digest = sha256(as_bytes("pack")),
          .model_set_digest = sha256(as_bytes("models")),
          .commitment = commitment_of(salt, record)};
}

std::string test_record() {
  return write_json(Value()
                        .set("version", 1)
                        .set("case_id", "c00112233445566778899aabbccddeeff")
                        .set("at", "2026-09-21T14:13:20.123Z")
                        .set("policy_digest", to_base64(sha256(as_bytes("pack"))))
                        .set("model_set_digest", to_base64(sha256(as_bytes("models"))))
                        .set("outcome", "approved"));
}

Checkpoint test_checkpoint(std::uint64_t size, const Digest& root) {
  return {.origin = "truename/0011223344556677",
          .size = size,
          .root = root,
          .at = Timestamp{1'790'000'000'500}};
}

// The second leaf of two.
Receipt test_receipt() {
  const Digest salt = sha256(as_bytes("salt"));
  const Digest first = leaf_hash(as_bytes("another leaf"));
  Receipt receipt{.leaf = test_leaf(test_record(), salt),
                  .leaf_index = 1,
                  .path = {first},
                  .checkpoint = {},
                  .salt = salt,
                  .record = test_record()};
  const Digest second = leaf_hash(as_bytes(leaf_text(receipt.leaf)));
  receipt.checkpoint = sign_checkpoint(test_checkpoint(2, node_hash(first, second)), test_key());
  return receipt;
}

void resign(Receipt& receipt, const Checkpoint& checkpoint) {
  receipt.checkpoint = sign_checkpoint(checkpoint, test_key());
}

TEST(Leaf, its_text_is_fixed_and_reads_back) {
  const Leaf leaf = test_leaf("record", Digest{});
  const std::string text = leaf_text(leaf);
  EXPECT_EQ(text,
            R"({"version":1,"kind":"registration","case_id":"c00112233445566778899aabbccddeeff",)"
            R"("at":"2026-09-21T14:13:20.123Z",)"
            R"("policy_digest":"SGL0R/LH8nL6L0qvidrbOxrAkQW9WGT40aDJRSuwoiY=",)"
            R"("model_set_digest":"jtzCbA9sclanGo7ea5VK2eyNq/iPEnxenTTxPK3v4Ro=",)"
            R"("commitment":"JkmxcLkxjr9CAyCRTZyDakZyymH9l4VCzRbtV4Krm+I="})");
  EXPECT_EQ(parse_leaf_text(text).value(), leaf);
}

TEST(Leaf, any_other_text_is_refused) {
  const std::string text = leaf_text(test_leaf("record", Digest{}));
  const std::vector<std::string> others = {"",
                                           "{}",
                                           " " + text,
                                           text + " ",
                                           text.substr(0, text.size() - 1) + R"(,"name":"x"})",
                                           "{\"version\":2" + text.substr(12),
                                           std::string(2000, ' ') + text};
  for (const std::string& other : others) EXPECT_FALSE(parse_leaf_text(other)) << other;
}

TEST(Checkpoint, the_signed_text_is_fixed) {
  EXPECT_EQ(checkpoint_text(test_checkpoint(7, sha256({}))),
            "truename/0011223344556677\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
            "2026-09-21T14:13:20.500Z\n");
}

TEST(Checkpoint, it_reads_back_and_a_change_of_any_field_breaks_the_signature) {
  const SignedCheckpoint good = sign_checkpoint(test_checkpoint(7, sha256({})), test_key());
  EXPECT_TRUE(checkpoint_holds(good));
  const auto again = parse_checkpoint(checkpoint_value(good)).value();
  EXPECT_EQ(again.checkpoint, good.checkpoint);
  EXPECT_TRUE(checkpoint_holds(again));
  std::vector<SignedCheckpoint> changed(6, good);
  changed[0].checkpoint.size += 1;
  changed[1].checkpoint.root[0] ^= 1;
  changed[2].checkpoint.at.unix_ms += 1;
  changed[3].checkpoint.origin += "x";
  changed[4].signature[63] ^= 1;
  changed[5].public_key[0] ^= 1;
  for (const SignedCheckpoint& one : changed) EXPECT_FALSE(checkpoint_holds(one));
}

TEST(Checkpoint, a_malformed_object_is_refused) {
  const SignedCheckpoint good = sign_checkpoint(test_checkpoint(7, sha256({})), test_key());
  SignedCheckpoint two_lines = good;
  two_lines.checkpoint.origin = "a\nb";
  EXPECT_FALSE(parse_checkpoint(checkpoint_value(two_lines)));
  EXPECT_FALSE(parse_checkpoint(checkpoint_value(good).set("extra", 1)));
  EXPECT_FALSE(parse_checkpoint(Value()));
  EXPECT_FALSE(parse_checkpoint(Value().set("origin", "x").set("size", -1)));
}

TEST(Replay, a_checkpoint_of_another_key_size_or_root_is_told) {
  Replay replay;
  replay.add(as_bytes("leaf"));
  const PublicKey key = test_key().public_key;
  const auto good = sign_checkpoint(test_checkpoint(1, replay.root()), test_key());
  EXPECT_TRUE(verify_checkpoint(good, replay, key));
  EXPECT_FALSE(verify_checkpoint(good, replay, PublicKey{}));
  EXPECT_FALSE(verify_checkpoint(good, Replay(), key));
  EXPECT_FALSE(
      verify_checkpoint(sign_checkpoint(test_checkpoint(1, Digest{}), test_key()), replay, key));
}

TEST(Receipt, it_reads_back_and_verifies) {
  const std::string text = receipt_text(test_receipt());
  const auto receipt = parse_receipt(text);
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_EQ(receipt_text(*receipt), text);
  EXPECT_TRUE(verify_receipt(*receipt));
  EXPECT_TRUE(verify_receipt(*receipt, test_key().public_key));
}

struct Forgery {
  const char* sentence_has;
  void (*forge)(Receipt&);
};
const Forgery kForgeries[] = {
    {"signature", [](Receipt& r) { r.checkpoint.checkpoint.size = 3; }},
    {"record", [](Receipt& r) { r.record.replace(r.record.find("approved"), 8, "rejected"); }},
    {"record", [](Receipt& r) { r.salt[0] ^= 1; }},
    {"different cases",
     [](Receipt& r) {
       r.record = R"({"case_id":"cother"})";
       r.leaf.commitment = commitment_of(r.salt, r.record);
     }},
    {"path",
     [](Receipt& r) {
       r.leaf.at.unix_ms += 1, r.record.replace(r.record.find("20.123"), 6, "20.124"),
           r.leaf.commitment = commitment_of(r.salt, r.record);
     }},
    {"path", [](Receipt& r) { r.leaf_index = 0; }},
    {"path", [](Receipt& r) { r.path.clear(); }},
    {"path", [](Receipt& r) { resign(r, test_checkpoint(2, Digest{})); }},
};

TEST(Receipt, each_forgery_is_refused_with_what_fails) {
  for (const Forgery& forgery : kForgeries) {
    Receipt receipt = test_receipt();
    forgery.forge(receipt);
    const Status status = verify_receipt(receipt);
    ASSERT_FALSE(status) << forgery.sentence_has;
    EXPECT_NE(status.error().message.find(forgery.sentence_has), std::string::npos)
        << status.error().message;
  }
  EXPECT_FALSE(verify_receipt(test_receipt(), PublicKey{}));
}

TEST(Receipt, a_change_of_any_one_character_is_refused) {
  const std::string text = receipt_text(test_receipt());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto receipt = parse_receipt(changed);
    EXPECT_FALSE(receipt && verify_receipt(*receipt)) << "character " << i << ": " << text[i];
  }
}

TEST(Receipt, text_that_is_no_receipt_is_refused) {
  const std::string good = receipt_text(test_receipt());
  const std::vector<std::string> others = {"", "{}", "[]", good.substr(0, good.size() / 2),
                                           R"({"format":"truename-receipt-2"})"};
  for (const std::string& other : others) {
    EXPECT_EQ(parse_receipt(other).error().code, ErrorCode::bad_input) << other;
  }
  EXPECT_EQ(parse_receipt(std::string(kReceiptLimitBytes + 1, ' ')).error().code,
            ErrorCode::too_large);
}

}  // namespace
}  // namespace truename::audit
