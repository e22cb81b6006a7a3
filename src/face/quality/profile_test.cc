#include "face/quality/profile.h"

#include <gtest/gtest.h>

#include <string>

#include "base/files.h"
#include "face/quality/assess.h"

namespace truename::face::quality {
namespace {

using domain::Subject;

const std::filesystem::path kProfiles = std::filesystem::path(TRUENAME_HOME) / "models/quality";

std::string shipped() { return read_text_file(kProfiles / "live_capture.toml", 1 << 20).value(); }

std::string changed(const std::string& from, const std::string& to) {
  std::string text = shipped();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::size_t index_of(std::string_view name) {
  std::size_t i = 0;
  while (kComponents[i].name != name) ++i;
  return i;
}

Measurements all_good(const Profile& profile) {
  Measurements out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Requirement& one = profile.requirements[i];
    if (one.span) out[i] = measured(one.span->good);
  }
  return out;
}

TEST(QualityProfile, both_shipped_profiles_parse_and_name_their_sources) {
  for (const char* name : {"live_capture.toml", "document_portrait.toml"}) {
    const auto profile = read_profile(kProfiles / name);
    ASSERT_TRUE(profile) << profile.error().message;
    for (const Requirement& one : profile->requirements) EXPECT_GT(one.source.size(), 20U);
  }
}

// Skin tone moves it (see components.h).
TEST(QualityProfile, luminance_never_turns_anybody_away) {
  for (const char* name : {"live_capture.toml", "document_portrait.toml"}) {
    const Profile profile = read_profile(kProfiles / name).value();
    EXPECT_NE(profile.requirements[index_of("luminance_mean")].use, Use::gate);
  }
}

TEST(QualityProfile, what_is_unknown_missing_or_upside_down_is_refused) {
  const struct {
    std::string text;
    std::string told;
  } cases[] = {
      {changed("[component.sharpness]", "[component.crispness]"), "sharpness"},
      {shipped() + "\n[component.charm]\nuse = \"off\"\nsource = \"none\"\n", "charm"},
      {changed("limit = 0.03", "limit = 0.03\nhope = 1"), "hope"},
      {changed("id = \"live_capture\"", "id = \"other\""), "id"},
      {changed("id = ", "extra = 1\nid = "), "extra"},
      {changed("use = \"gate\"", "use = \"wish\""), "use"},
      {changed("limit = 0.03\ngood = 0.2", "limit = 0.2\ngood = 0.2"), "different"},
      {changed("limit = 0.03", "limit = nan"), "different"},
      {changed("limit = 0.03", "limit = 1e300"), "different"},
      {changed("upper_limit = 30", "upper_limit = 5"), "upper_limit"},
      {changed("upper_limit = 30", "x = 30"), "upper_limit"},
      {"id = \"live_capture\"\n", "component"},
      {"", "id"},
      {"[", "live_capture.toml"},
  };
  for (const auto& one : cases) {
    const auto profile = parse_profile(one.text, "live_capture.toml");
    ASSERT_FALSE(profile) << one.told;
    EXPECT_EQ(profile.error().code, ErrorCode::bad_input);
    EXPECT_NE(profile.error().message.find(one.told), std::string::npos) << profile.error().message;
  }
}

TEST(QualityProfile, a_limit_scores_50_and_good_100_on_either_side) {
  const Requirement more{.use = Use::gate, .span = Span{10, 20}, .upper = {}, .source = "test"};
  const Requirement less{.use = Use::gate, .span = Span{20, 10}, .upper = {}, .source = "test"};
  const Requirement band{
      .use = Use::gate, .span = Span{-30, -10}, .upper = Span{30, 10}, .source = "test"};
  EXPECT_EQ(scalar_of(10, more), 50);
  EXPECT_EQ(scalar_of(20, more), 100);
  EXPECT_EQ(scalar_of(9.9, more), 49);
  EXPECT_EQ(scalar_of(-1e300, more), 0);
  EXPECT_EQ(scalar_of(20, less), 50);
  EXPECT_EQ(scalar_of(0, less), 100);
  EXPECT_EQ(scalar_of(0, band), 100);
  EXPECT_EQ(scalar_of(30, band), 50);
  EXPECT_LT(scalar_of(-31, band), 50);
  EXPECT_LT(scalar_of(31, band), 50);
}

TEST(QualityJudge, R25_each_gate_below_its_limit_is_named_and_the_worst_is_the_quality) {
  const Profile profile = read_profile(kProfiles / "live_capture.toml").value();
  const Report good = judge(all_good(profile), profile, Subject::probe);
  EXPECT_TRUE(good.findings.empty());
  EXPECT_EQ(good.worst_gate, 100);
  for (std::size_t i = 0; i < std::size(kComponents); ++i) {
    const Requirement& one = profile.requirements[i];
    if (one.use == Use::off) continue;
    Measurements bad = all_good(profile);
    bad[i] = measured(one.span->limit - (one.span->good - one.span->limit));
    const Report report = judge(bad, profile, Subject::probe);
    const std::string name(kComponents[i].name);
    EXPECT_EQ(report.components[i].scalar, 0) << name;
    if (one.use == Use::gate) {
      ASSERT_EQ(report.findings.size(), 1U) << name;
      EXPECT_EQ(report.findings[0].component, name);
      EXPECT_EQ(report.worst_gate, 0) << name;
    } else {
      EXPECT_TRUE(report.findings.empty()) << name;
      EXPECT_EQ(report.worst_gate, 100) << name;
    }
  }
}

TEST(QualityJudge, R25_a_gate_that_was_not_assessed_is_no_0_and_does_not_pass) {
  const Profile profile = read_profile(kProfiles / "live_capture.toml").value();
  Measurements unseen = all_good(profile);
  const std::size_t sharp = index_of("sharpness");
  unseen[sharp] = not_assessed("no_texture");
  const Report report = judge(unseen, profile, Subject::probe);
  EXPECT_FALSE(report.components[sharp].scalar);
  EXPECT_EQ(report.components[sharp].not_assessed, "no_texture");
  EXPECT_EQ(report.worst_gate, 100);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].component, "not_assessed");

  Measurements advisory = all_good(profile);
  advisory[index_of("natural_colour")] = not_assessed("greyscale");
  EXPECT_TRUE(judge(advisory, profile, Subject::probe).findings.empty());
}

}  // namespace
}  // namespace truename::face::quality
