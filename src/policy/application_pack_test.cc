// Packs whose rules about applications and limits are wrong, each refused with the place to mend.
#include <gtest/gtest.h>

#include "policy/application_for_test.h"

namespace truename::policy {
namespace {

struct Broken {
  const char* from;
  const char* to;
  const char* told;
};

class BrokenApplicationPack : public testing::TestWithParam<Broken> {};

TEST_P(BrokenApplicationPack, is_refused_with_the_place_to_mend) {
  const Broken& broken = GetParam();
  std::string text = whole_text();
  const std::size_t at = text.find(broken.from);
  ASSERT_NE(at, std::string::npos) << broken.from;
  const auto pack = parse_pack(text.replace(at, std::string(broken.from).size(), broken.to), "x");
  ASSERT_FALSE(pack) << broken.to;
  EXPECT_NE(pack.error().message.find(broken.told), std::string::npos) << pack.error().message;
}

constexpr Broken kBroken[] = {
    {"kind = \"agent\"", "kind = \"agent\"\nevents = []", "at least one name"},
    {"kind = \"agent\"", "kind = \"agent\"\nevents = [\"lend\"]", "the unknown \"lend\""},
    {"kind = \"agent\"", "kind = \"agent\"\nevents = [\"open\", \"open\"]", "\"open\" twice"},
    {"kind = \"agent\"", "kind = \"agent\"\nchannels = [\"sea\"]", "the unknown \"sea\""},
    {"kind = \"claim_agreement\"", "kind = \"claim_agreement\"\nevents = [\"open\"]",
     "holds for every application"},
    {"kind = \"other_way\"", "kind = \"other_way\"\nchannels = [\"remote\"]",
     "holds for every application"},
    {"[\"own_document\", \"authorisation\"]", "[\"relation\"]", "the unknown \"relation\""},
    {"[\"own_document\", \"authorisation\"]", "[]", "at least one name"},
    {"below = 14", "below = 16", "each above the one before"},
    {"below = 16, needs = [\"relation\"]", "below = 17, needs = [\"relation\"]",
     "end at \"minimum_years\""},
    {"face = \"none\"", "face = \"any\"", "guardian, holder or none"},
    {"[[\"cn_resident_id\", \"household_register\"]]", "[[\"cn_resident_id\"]]", "at least two"},
    {"[[\"cn_resident_id\", \"household_register\"]]", "[[\"cn_resident_id\", \"cn_resident_id\"]]",
     "or one twice"},
    {"attended_visual = [\"open\", \"transfer\"]", "by_voice = [\"open\"]",
     "unknown key \"by_voice\""},
    {"attended_visual = [\"open\", \"transfer\"]", "attended_visual = []", "at least one name"},
    {"[\"sd_jwt_vc\"]", "[\"SD-JWT\"]", "a-z, 0-9 and _"},
    {"kind = \"network_credential\"", "kind = \"open_reverification\"", "unknown key \"schemes\""},
    {"\"provisional\"", "\"open\"", "refer, reject or provisional"},
    {"\"provisional\"", "\"refer\"", "exactly when \"unavailable\""},
    {"max_lines = { value = 9", "max_lines = { value = 0", "from 1 to 1000"},
    {"\"unlimited\"", "\"some\"", "must be a whole number"},
    {"clerk_day = 40", "clerk_week = 40", "unknown key \"clerk_week\""},
    {"clerk_day = 40", "clerk_day = 0", "from 1 to 1000000"},
    {"hours = { value = 8", "hours = { value = 0", "from 1 to 8784"},
    {"extra_check = { value = 20", "extra_check = { value = 60", "not above \"attended\""},
    {"off_hours = 20", "off_hours = 200", "from 0 to 100"},
    {"[\"assessment\", \"scenario\"]", "[\"luck\"]", "the unknown \"luck\""}};
INSTANTIATE_TEST_SUITE_P(Packs, BrokenApplicationPack, testing::ValuesIn(kBroken));

TEST(ApplicationPack, a_suspicion_never_refuses) {  // R73, R80
  for (const char* kind : {"risk", "artefact_reuse"}) {
    std::string text = whole_text();
    const std::size_t at = text.find("\"referred\"", text.find("kind = \"" + std::string(kind)));
    const auto pack = parse_pack(text.replace(at, 10, "\"rejected\""), "x");
    ASSERT_FALSE(pack) << kind;
    EXPECT_NE(pack.error().message.find("on_fail = \"referred\""), std::string::npos);
  }
}

TEST(ApplicationPack, a_credential_is_enabled_only_beside_its_rule) {  // R14
  const auto pack = parse_pack(without_kind(whole_text(), "network_credential"), "x");
  ASSERT_FALSE(pack);
  EXPECT_NE(pack.error().message.find("needs a rule of that kind"), std::string::npos);
}

TEST(ApplicationPack, caps_are_told_by_class) {  // R67
  const Pack pack = parse_pack(whole_text(), "x").value();
  EXPECT_EQ(pack.line_cap(), 5);
  EXPECT_EQ(pack.line_cap(domain::LineClass::iot), 10);
  EXPECT_EQ(pack.line_cap(domain::LineClass::organisation), kUnlimitedLines);
}

}  // namespace
}  // namespace truename::policy
