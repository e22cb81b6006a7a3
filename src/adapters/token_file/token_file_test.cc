#include "adapters/token_file/token_file.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/folder_for_test.h"

namespace truename::adapters {
namespace {

namespace fs = std::filesystem;

class FixedClock final : public Clock {
 public:
  Timestamp now() const override { return parse_timestamp("2026-11-24T12:00:00.000Z").value(); }
};

class TokenFileTest : public ::testing::Test {
 protected:
  std::string add(const char* id, const char* not_after = nullptr) {
    PrincipalEntry entry;
    entry.principal = {domain::PrincipalId(id), domain::Role::clerk, "outlet-1"};
    if (not_after != nullptr) entry.not_after = parse_date(not_after);
    return add_principal(data, entry).value();
  }

  FolderForTest folder_of_test;
  const fs::path data = folder_of_test.path();
  FixedClock clock;
};

TEST_F(TokenFileTest, a_token_is_its_principals_and_any_other_is_nobodys) {
  const std::string token = add("ann");
  EXPECT_EQ(token.size(), 64U);
  TokenFile file(principals_path(data), clock);
  const domain::Principal ann = file.authenticate(token).value();
  EXPECT_EQ(ann.id.get(), "ann");
  EXPECT_EQ(ann.outlet, "outlet-1");
  for (const std::string& other :
       {std::string(), token + "0", token.substr(1), std::string(64, '0'),
        std::string(100'000, 'a'), digest_text(token_hash(token))}) {
    const auto refused = file.authenticate(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
    EXPECT_TRUE(refused.error().message.starts_with("principal.unknown"));
  }
}

TEST_F(TokenFileTest, the_file_holds_no_token_and_is_the_owners_alone) {
  const std::string token = add("ann");
  const std::string text = read_text_file(principals_path(data), 1 << 20).value();
  EXPECT_EQ(text.find(token), std::string::npos);
  const auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(principals_path(data)).permissions() & others, fs::perms::none);
}

TEST_F(TokenFileTest, who_is_suspended_is_refused_from_the_next_request_on) {
  const std::string token = add("ann");
  TokenFile file(principals_path(data), clock);
  ASSERT_TRUE(file.authenticate(token));
  ASSERT_TRUE(set_standing(data, domain::PrincipalId("ann"), Standing::suspended));
  const auto refused = file.authenticate(token);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  EXPECT_TRUE(refused.error().message.starts_with("principal.suspended"));
  ASSERT_TRUE(set_standing(data, domain::PrincipalId("ann"), Standing::active));
  EXPECT_TRUE(file.authenticate(token));
  EXPECT_FALSE(set_standing(data, domain::PrincipalId("bo"), Standing::suspended));
}

TEST_F(TokenFileTest, a_token_serves_through_its_last_day) {
  const std::string today = add("ann", "2026-11-24");
  const std::string yesterday = add("bo", "2026-11-23");
  TokenFile file(principals_path(data), clock);
  EXPECT_TRUE(file.authenticate(today));
  EXPECT_TRUE(file.authenticate(yesterday).error().message.starts_with("principal.expired"));
}

TEST_F(TokenFileTest, a_file_that_no_longer_holds_lets_nobody_in) {
  const std::string token = add("ann");
  TokenFile file(principals_path(data), clock);
  ASSERT_TRUE(file.authenticate(token));
  const std::string text = read_text_file(principals_path(data), 1 << 20).value();
  ASSERT_TRUE(write_file(principals_path(data), as_bytes(text + "x"), FileMode::owner_only));
  EXPECT_EQ(file.authenticate(token).error().code, ErrorCode::unavailable);
  ASSERT_TRUE(write_file(principals_path(data), as_bytes(text), FileMode::owner_only));
  EXPECT_TRUE(file.authenticate(token));
  fs::remove(principals_path(data));
  EXPECT_EQ(file.authenticate(token).error().code, ErrorCode::unauthenticated);
}

TEST(Principals, a_plain_token_an_unknown_key_and_a_repeat_are_refused) {
  const std::string hash = digest_text(token_hash("t"));
  const std::string good =
      "[[principal]]\nid = \"a\"\nrole = \"clerk\"\ntoken_hash = \"" + hash + "\"\n";
  ASSERT_TRUE(parse_principals(good, "p"));
  EXPECT_TRUE(parse_principals("", "p").value().empty());
  const std::string plain =
      "[[principal]]\nid = \"a\"\nrole = \"clerk\"\ntoken_hash = \"" + new_token() + "\"\n";
  EXPECT_NE(parse_principals(plain, "p").error().message.find("in the clear"), std::string::npos);
  for (const std::string& bad :
       {good + "token = \"x\"\n", good + good, "more = 1\n" + good, good + "not_after = \"soon\"\n",
        good + "suspended = 1\n", good + "outlet = \"\"\n",
        std::string("[[principal]]\nid = \"a\"\nrole = \"root\"\ntoken_hash = \"" + hash + "\"\n"),
        good + "[[principal]]\nid = \"b\"\nrole = \"clerk\"\ntoken_hash = \"" + hash + "\"\n"}) {
    EXPECT_FALSE(parse_principals(bad, "p")) << bad;
  }
}

}  // namespace
}  // namespace truename::adapters
