#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "policy/decide.h"
#include "policy/parse.h"
#include "policy/read_pack.h"

namespace truename::policy {
namespace {

std::string china_text() {
  const auto file = std::filesystem::path(TRUENAME_HOME) / "policies" / "cn-2019-12.toml";
  return read_text_file(file, 1 << 20).value();
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at == std::string::npos ? 0 : at, at == std::string::npos ? 0 : from.size(),
                      to);
}

// The shipped pack without one [[rule]].
std::string without_rule(const std::string& text, const std::string& id) {
  const std::size_t at = text.find("[[rule]]\nid = \"" + id + "\"");
  EXPECT_NE(at, std::string::npos) << id;
  const std::size_t next = text.find("[[rule]]", at + 1);
  return text.substr(0, at) + (next == std::string::npos ? "" : text.substr(next));
}

TEST(ParsePack, the_digest_is_of_the_bytes) {
  const std::string text = china_text();
  const Pack pack = parse_pack(text, "p").value();
  EXPECT_EQ(pack.digest, sha256(as_bytes(text)));
  EXPECT_NE(parse_pack(text + "\n", "p").value().digest, pack.digest);
}

TEST(ParsePack, keeps_the_order_and_the_grounds_of_rules) {
  const Pack pack = parse_pack(china_text(), "p").value();
  EXPECT_EQ(pack.rules.front().id, "accepted-documents");
  EXPECT_EQ(pack.rules.back().id, "line-free");
  const Rule* const match = pack.find(Kind::face_match);
  ASSERT_NE(match, nullptr);
  EXPECT_EQ(std::get<FaceMatch>(match->parameters).fmr_max.value, 5e-6);
  EXPECT_EQ(std::get<FaceMatch>(match->parameters).refer_fmr_max.value, 1e-2);
  EXPECT_EQ(std::get<FaceMatch>(match->parameters).fmr_max.mark, Mark::own_design);
  EXPECT_EQ(match->requirements, (std::vector<std::string>{"R19", "R20", "R21", "R23"}));
}

struct Broken {
  const char* from;
  const char* to;
  const char* told;
};

class BrokenPack : public testing::TestWithParam<Broken> {};

TEST_P(BrokenPack, is_refused_with_the_place_to_mend) {
  const Broken& broken = GetParam();
  const auto pack = parse_pack(with(china_text(), broken.from, broken.to), "cn.toml");
  ASSERT_FALSE(pack) << broken.to;
  EXPECT_EQ(pack.error().code, ErrorCode::bad_input);
  EXPECT_NE(pack.error().message.find(broken.told), std::string::npos) << pack.error().message;
  EXPECT_TRUE(pack.error().message.starts_with("cn.toml")) << pack.error().message;
}

constexpr Broken kBroken[] = {
    {"id = \"cn-2019-12\"", "id = = 1", "cn.toml:"},
    {"id = \"cn-2019-12\"", "id = \"CN 2019\"", "a-z, 0-9"},
    {"id = \"cn-2019-12\"", "id = \"cn-2019-12\"\ncolour = 1", "unknown key \"colour\""},
    {"jurisdiction = \"CN\"", "jurisdiction = \"China\"", "ISO 3166-1"},
    {"jurisdiction = \"CN\"", "", "needs \"jurisdiction\""},
    {"effective_from = 2019-12-01", "effective_from = \"soon\"", "as a date"},
    {"effective_from = 2019-12-01", "effective_from = 2019-12-01\neffective_to = 2019-11-30",
     "before it begins"},
    {"[texts.zh.no_resale]", "[texts.zh.resale]", "texts"},
    {"alternative = \"If you refuse", "other = \"If you refuse",
     "texts.en.consent_face needs \"alternative\""},
    {"kind = \"line_cap\"", "kind = \"line_limit\"",
     "rule \"line-cap\" has the unknown kind \"line_limit\""},
    {"kind = \"line_cap\"", "kind = \"line_free\"", "rule \"line-cap\" has an unknown key"},
    {"kind = \"line_cap\"", "kind = 5", "\"kind\" must be text"},
    {"max_lines = { value = 5,", "max_lines = { value = \"5\",", "must be a whole number"},
    {"max_lines = { value = 5,", "max_lines = { value = 0,", "from 1 to 1000"},
    {"max_lines = { value = 5,", "max_lines = { value = 4294967297,", "from 1 to 1000"},
    {"max_lines = { value = 5,", "max_lines = { worth = 5,", "needs \"value\""},
    {"max_lines = { value = 5, cite =", "max_lines = { value = 5, source =",
     "rule \"line-cap\" \"max_lines\" needs \"cite\""},
    {"max_lines =", "maximum =", "rule \"line-cap\" needs \"max_lines\""},
    {"\"R20\", \"R21\", \"R23\"]\non_fail = \"referred\"",
     "\"R20\", \"R21\", \"R23\"]\non_fail = \"rejected\"",
     "rule \"face-match\" needs on_fail \"referred\""},
    {"\"R26\", \"R31\"]\non_fail = \"referred\"\nremedy = \"attended\"",
     "\"R26\", \"R31\"]\non_fail = \"referred\"\nremedy = \"retake\"",
     "rule \"face-pad\" needs on_fail \"referred\""},
    {"fmr_max = { value = 5e-6,", "fmr_max = { value = 0,", "above 0 and at most 1"},
    {"fmr_max = { value = 5e-6,", "fmr_max = { value = nan,", "above 0 and at most 1"},
    {"fmr_max = { value = 5e-6,", "fmr_max = { value = 0.5,", "not below \"fmr_max\""},
    {"required = { value = false,", "required = { value = \"no\",", "true or false"},
    {"[\"cn_resident_id\", \"passport_td3\"]", "[]", "at least one document type"},
    {"[\"cn_resident_id\", \"passport_td3\"]", "[\"library_card\"]", "\"library_card\""},
    {"[\"cn_resident_id\", \"passport_td3\"]", "[\"unrecognised\"]", "\"unrecognised\""},
    {"cite = \"Anti-fraud law art. 10", "source = \"Anti-fraud law art. 10",
     "rule \"line-cap\" needs \"cite\""},
    {"requirements = [\"R44\"]", "requirements = []", "at least one requirement"},
    {"requirements = [\"R44\"]", "requirements = [\"R133\"]", "none of R1 to R132"},
    {"requirements = [\"R44\"]", "requirements = [\"44\"]", "none of R1 to R132"},
    {"requirements = [\"R44\"]", "requirements = [44]", "a list of text"},
    {"confidence = \"memory\"", "confidence = \"certain\"", "write looked_up"},
    {"on_fail = \"referred\"", "on_fail = \"approved\"", "write referred or rejected"},
    {"remedy = \"choose_line\"", "remedy = \"pray\"", "unknown remedy \"pray\""},
    {"remedy = \"choose_line\"", "", "needs \"remedy\""},
    {"need = { value = \"optional\"", "need = { value = \"maybe\"", "optional or required"},
    {"steps = { value = 3", "steps = { value = 2", "from 3 to 6"},
    {"lifetime_s = { value = 60", "lifetime_s = { value = 3600", "from 10 to 300"},
    {"max_attempts = { value = 3", "max_attempts = { value = 0", "from 1 to 10"},
    {"accessible = { value = \"referred\"", "accessible = { value = \"no\"",
     "referred or accepted"},
    {"[\"obs virtual\"", "[\"OBS Virtual\"", "lower case"},
    {"webdriver = 100", "webdriver = 101", "\"webdriver\""},
    {"device_weights = ", "weights = ", "needs \"device_weights\""},
    {"id = \"line-free\"", "id = \"line-cap\"", "repeats an id or a kind"},
    {"signal = \"rejected\"", "signal = \"unlucky\"", "the unknown signal \"unlucky\""},
    {"signal = \"rejected\"", "signal = \"referred\"", "watch \"referred\" stands twice"},
    {"window = { value = 200,", "window = { value = 19,", "from 20 to 10000"},
    {"limit = { value = 0.3,", "limit = { value = 1.5,", "above 0 and at most 1"},
    {"limit = { value = 0.3,", "bound = { value = 0.3,", "watch \"rejected\" needs \"limit\""},
};
INSTANTIATE_TEST_SUITE_P(Packs, BrokenPack, testing::ValuesIn(kBroken));

TEST(ParsePack, each_required_kind_must_stand_and_the_others_may_go) {
  const std::string text = china_text();
  const Pack whole = parse_pack(text, "p").value();
  for (const Kind kind : all_kinds()) {
    EXPECT_TRUE(!is_required(kind) || whole.find(kind) != nullptr) << kind_text(kind);
  }
  for (const Rule& rule : whole.rules) {
    const auto pack = parse_pack(without_rule(text, rule.id), "p");
    EXPECT_EQ(pack.has_value(), !is_required(rule.kind)) << rule.id;
  }
}

TEST(ParsePack, a_kind_stands_once) {
  const std::string text = china_text();
  const std::size_t at = text.find("[[rule]]\nid = \"line-free\"");
  std::string twice = text + with(text.substr(at), "line-free", "line-free-2");
  EXPECT_FALSE(parse_pack(twice, "p"));
}

TEST(ParsePack, more_than_64_rules_are_too_many) {
  std::string text = china_text();
  for (int i = 0; i < 64; ++i) text += "[[rule]]\n";
  EXPECT_EQ(parse_pack(text, "p").error().code, ErrorCode::too_large);
}

TEST(ParsePack, an_authority_that_is_required_must_have_been_asked) {
  const Pack pack =
      parse_pack(with(china_text(), "required = { value = false", "required = { value = true"), "p")
          .value();
  domain::Evidence evidence;
  const auto codes = [&] {
    std::vector<std::string> out;
    for (const auto& reason : decide(evidence, pack).reasons) out.push_back(reason.code);
    return out;
  };
  evidence.today = {2026, 11, 24};
  EXPECT_EQ(codes()[2], "terms.not_accepted");
  EXPECT_EQ(codes()[3], "authority.not_asked");
}

TEST(ParsePack, a_document_outside_the_list_is_not_accepted) {
  const Pack pack =
      parse_pack(
          with(china_text(), "[\"cn_resident_id\", \"passport_td3\"]", "[\"cn_resident_id\"]"), "p")
          .value();
  domain::Evidence evidence;
  evidence.document.type = domain::DocumentType::passport_td3;
  EXPECT_EQ(decide(evidence, pack).outcome, domain::Outcome::rejected);
}

TEST(ReadPack, a_file_must_bear_the_packs_name) {
  const auto file = std::filesystem::temp_directory_path() / "truename-other-name.toml";
  ASSERT_TRUE(write_file(file, as_bytes(china_text()), FileMode::readable));
  const auto pack = read_pack(file);
  std::filesystem::remove(file);
  ASSERT_FALSE(pack);
  EXPECT_NE(pack.error().message.find("the same name"), std::string::npos);
  EXPECT_EQ(read_pack("no-such.toml").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace truename::policy
