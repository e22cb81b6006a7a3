#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/crypto.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/json.h"
#include "base/time.h"
#include "base/toml.h"

namespace truename {
namespace {

TEST(Bytes, hex_and_base64_come_back_as_they_went) {
  const Bytes bytes = {0x00, 0x7f, 0x80, 0xff, 0x10};
  EXPECT_EQ(to_hex(bytes), "007f80ff10");
  EXPECT_EQ(from_hex("007F80ff10").value(), bytes);
  EXPECT_EQ(to_base64(bytes), "AH+A/xA=");
  EXPECT_EQ(from_base64("AH+A/xA=").value(), bytes);
}

TEST(Bytes, malformed_text_is_refused) {
  for (const char* text : {"0", "0g", "0x"}) EXPECT_FALSE(from_hex(text)) << text;
  for (const char* text : {"AAA", "A===", "AA=A", "A*AA", "=AAA"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Crypto, sha256_gives_the_published_answer) {  // FIPS 180-4 example "abc"
  EXPECT_EQ(digest_text(sha256(as_bytes("abc"))),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256().add(as_bytes("a")).add(as_bytes("bc")).finish(), sha256(as_bytes("abc")));
}

TEST(Crypto, a_sealed_field_opens_only_with_its_key_and_context) {
  const Key key = random_key();
  const Bytes sealed = seal(key, as_bytes("secret"), as_bytes("case-1"));
  EXPECT_EQ(as_text(open_sealed(key, sealed, as_bytes("case-1")).value()), "secret");
  EXPECT_FALSE(open_sealed(key, sealed, as_bytes("case-2")));
  EXPECT_FALSE(open_sealed(random_key(), sealed, as_bytes("case-1")));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open_sealed(key, changed, as_bytes("case-1"))) << "byte " << i;
  }
  EXPECT_FALSE(open_sealed(key, {}, as_bytes("case-1")));
}

TEST(Crypto, a_signature_holds_for_its_message_alone) {
  const SigningKey key = signing_key_from_seed(random_key());
  const Signature signature = sign(key, as_bytes("root"));
  EXPECT_TRUE(verify_signature(key.public_key, as_bytes("root"), signature));
  EXPECT_FALSE(verify_signature(key.public_key, as_bytes("r00t"), signature));
}

TEST(Json, what_is_written_is_canonical_and_reads_back) {
  const Value value =
      Value().set("b", 1).set("a", Array{true, Value(), 0.5}).set("text", "line\n\"数\"");
  const std::string text = write_json(value);
  EXPECT_EQ(text, R"({"b":1,"a":[true,null,0.5],"text":"line\u000a\"数\""})");
  EXPECT_EQ(parse_json(text).value(), value);
  EXPECT_EQ(write_json(Array{Object{}, Array{}}), "[{},[]]");
}

TEST(Json, broken_doubled_and_endless_text_is_refused) {
  const std::string deep(40, '[');
  for (const std::string& text : {std::string("{"), std::string(R"({"a":1,"a":2})"),
                                  std::string("{} x"), std::string(""), deep}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
  const std::string huge = "\"" + std::string(1 << 20, 'x') + "\"";
  EXPECT_EQ(parse_json(huge).error().code, ErrorCode::too_large);
}

TEST(Toml, errors_name_the_file_and_the_line) {
  EXPECT_EQ(parse_toml("a = 1\nb = [\"x\"]", "t").value().find("b")->as<Array>()->size(), 1U);
  const auto broken = parse_toml("a = 1\nb = = 2", "pack.toml");
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().message.find("pack.toml:2"), std::string::npos);
}

TEST(Fields, an_unknown_missing_or_mistyped_member_is_an_error) {
  const Value value = Value().set("name", "x").set("size", 3);
  Fields good(value, "thing");
  EXPECT_EQ(good.text("name"), "x");
  EXPECT_EQ(good.integer("size"), 3);
  EXPECT_TRUE(good.finish());
  Fields unknown(value, "thing");
  unknown.text("name");
  EXPECT_EQ(unknown.finish().error().message, "thing has an unknown key \"size\".");
  Fields missing(value, "thing");
  missing.text("colour");
  EXPECT_EQ(missing.finish().error().message, "thing needs \"colour\".");
  Fields mistyped(value, "thing");
  mistyped.text("size");
  EXPECT_EQ(mistyped.finish().error().message, "thing \"size\" must be text.");
}

TEST(Time, text_forms_come_back_and_impossible_dates_do_not) {
  EXPECT_EQ(timestamp_text({1'790'000'000'123}), "2026-09-21T14:13:20.123Z");
  EXPECT_EQ(parse_timestamp("2026-09-21T14:13:20.123Z")->unix_ms, 1'790'000'000'123);
  EXPECT_EQ(timestamp_text({-1}), "1969-12-31T23:59:59.999Z");
  for (const char* text : {"2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "-025-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_EQ(years_between({2008, 2, 29}, {2024, 2, 28}), 15);
  EXPECT_EQ(years_between({2008, 2, 29}, {2024, 2, 29}), 16);
}

TEST(Files, a_written_file_reads_back_and_limits_hold) {
  const std::filesystem::path path = testing::TempDir() + "/truename_files_test";
  ASSERT_TRUE(write_file(path, as_bytes("hello"), FileMode::owner_only));
  EXPECT_EQ(read_text_file(path, 5).value(), "hello");
  EXPECT_EQ(read_text_file(path, 4).error().code, ErrorCode::too_large);
  EXPECT_EQ(read_text_file(path.string() + "-absent", 5).error().code, ErrorCode::not_found);
  const auto bits = std::filesystem::status(path).permissions();
  EXPECT_EQ(bits, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace truename
