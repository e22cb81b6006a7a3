// Golden cases: what runs them, and that those of the shipped pack reach its rules about
// applications.
#include "policy/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "policy/application_hints.h"
#include "policy/read_pack.h"

namespace truename::policy {
namespace {

std::filesystem::path policies() { return std::filesystem::path(TRUENAME_HOME) / "policies"; }

Pack china() { return read_pack(policies() / "cn-2019-12.toml").value(); }

std::string china_cases() {
  return read_text_file(policies() / "cn-2019-12.cases.toml", 1 << 20).value();
}

TEST(Golden, a_wrong_decision_is_a_failure_that_tells_both) {
  const std::string text = china_cases();
  std::string changed = text;
  const std::string right = "outcome = \"referred\"\nreasons = [\"policy.not_in_force\"]";
  ASSERT_NE(changed.find(right), std::string::npos);
  changed.replace(changed.find(right), right.size(),
                  "outcome = \"rejected\"\nreasons = [\"line.cap_reached\"]");
  const auto report = run_golden_cases(china(), changed, "x.cases.toml").value();
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_NE(report.failures[0].find("expected rejected [line.cap_reached], got referred "
                                    "[policy.not_in_force]"),
            std::string::npos)
      << report.failures[0];
}

TEST(Golden, cases_that_cannot_be_read_are_an_error) {
  const Pack pack = china();
  for (const char* text : {"", "pack = \"other\"\ncase = []\n[baseline]\n", "pack = ",
                           "pack = \"cn-2019-12\"\ncase = [{name = \"x\"}]\n[baseline]\n",
                           "pack = \"cn-2019-12\"\ncase = []\n[baseline]\n"}) {
    const auto report = run_golden_cases(pack, text, "x.cases.toml");
    ASSERT_FALSE(report) << text;
    EXPECT_EQ(report.error().code, ErrorCode::bad_input) << text;
  }
}

// What cn-2019-12 has no rule or no source for.
bool is_beyond_china(std::string_view code) {
  for (const char* part : {"foreigner.", "heir.", "credential.", "cross_operator.", "biometric.",
                           "batch.", "organisation.end_subscribers"}) {
    if (code.starts_with(part)) return true;
  }
  const auto also = {
      "agent.not_allowed",       "authority.provisional", "authority.death_confirmed",
      "line.class_without_rule", "way.no_rule",           "way.enabled"};
  return std::find(also.begin(), also.end(), code) != also.end();
}

TEST(Golden, the_cases_of_china_reach_every_reason_about_applications_that_it_can_give) {
  const auto report = run_golden_cases(china(), china_cases(), "cases").value();
  for (const Hint& hint : application_hints()) {
    EXPECT_NE(report.codes.contains(std::string(hint.code)), is_beyond_china(hint.code))
        << hint.code;
  }
}

}  // namespace
}  // namespace truename::policy
