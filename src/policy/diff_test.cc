#include "policy/diff.h"

#include <gtest/gtest.h>

#include <set>

#include "base/files.h"
#include "base/toml.h"

namespace truename::policy {
namespace {

Value tree(const std::string& text) { return parse_toml(text, "t.toml").value(); }

std::string real_pack() {
  const auto file = std::filesystem::path(TRUENAME_HOME) / "policies/cn-2019-12.toml";
  return read_text_file(file, 1 << 20).value();
}

// The one sentence that replacing a passage of the real pack gives.
std::string told(const std::string& from, const std::string& to) {
  std::string newer = real_pack();
  const std::size_t at = newer.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  newer.replace(at, from.size(), to);
  const auto changes = tell_changes(tree(real_pack()), tree(newer));
  EXPECT_EQ(changes.size(), 1U);
  return changes.empty() ? "" : changes.front().sentence;
}

TEST(PolicyDiff, a_pack_and_itself_differ_in_nothing_and_remarks_are_no_difference) {
  EXPECT_TRUE(tell_changes(tree(real_pack()), tree(real_pack())).empty());
  EXPECT_TRUE(tell_changes(tree(real_pack()), tree("# a remark\n" + real_pack())).empty());
}

TEST(PolicyDiff, a_value_is_told_to_whom_it_concerns) {
  EXPECT_EQ(told("max_lines = { value = 5", "max_lines = { value = 3"),
            "A person opening a line, taking over a line or bringing a number in may now hold 3 "
            "active lines of this operator, not 5.");
  EXPECT_EQ(told("minimum_years = { value = 16", "minimum_years = { value = 14"),
            "A person opening a line must now be 14 years old, not 16.");
  EXPECT_EQ(told("required = { value = false", "required = { value = true"),
            "A person opening a line now needs the authority's answer: yes, not no.");
  EXPECT_EQ(told("device_limit = { value = 100", "device_limit = { value = 80"),
            "A person opening a line: \"capture-challenge\" now has device limit 80, not 100.");
  EXPECT_EQ(told("types = { value = [\"cn_resident_id\", \"passport_td3\"]",
                 "types = { value = [\"cn_resident_id\"]"),
            "A person opening a line may no longer show \"passport_td3\".");
}

TEST(PolicyDiff, outcomes_citations_marks_texts_watches_and_dates_are_told) {
  EXPECT_EQ(told("requirements = [\"R7\"]\non_fail = \"rejected\"",
                 "requirements = [\"R7\"]\non_fail = \"referred\""),
            "A person opening a line who fails \"document-unexpired\" is now referred, not "
            "rejected.");
  EXPECT_EQ(told("cite = \"Anti-fraud law art. 10: no more cards than the state's limit [S3]\"",
                 "cite = \"Another law\""),
            "A person opening a line, taking over a line or bringing a number in: \"line-cap\" now "
            "rests on \"Another law\", no longer on "
            "\"Anti-fraud law art. 10: no more cards than the state's limit [S3]\".");
  EXPECT_EQ(told("title = \"No resale\"", "title = \"No resale, no loan\""),
            "A person at the counter now reads as en, no resale / title: \"No resale, no loan\".");
  EXPECT_EQ(told("limit = { value = 0.4", "limit = { value = 0.2"),
            "An engineer of the operator: the watch on \"referred\" now has limit 0.2, not 0.4.");
  EXPECT_EQ(told("effective_from = 2019-12-01", "effective_from = 2027-01-01"),
            "Everybody under this pack: the pack now has effective from \"2027-01-01\", not "
            "\"2019-12-01\".");
  EXPECT_EQ(told("unconfirmed = [\n", "unconfirmed = [\n  \"A new gap.\",\n"),
            "Whoever activates the pack: one gap more is unconfirmed: \"A new gap.\".");
}

TEST(PolicyDiff, a_rule_that_comes_goes_or_only_moves) {
  const std::string first =
      "[[rule]]\nid = \"a\"\nkind = \"face_pad\"\non_fail = \"referred\"\ncite = \"Law 1\"\n"
      "events = [\"open\", \"transfer\"]\n";
  const std::string second = "[[rule]]\nid = \"b\"\nkind = \"sanction\"\non_fail = \"rejected\"\n";
  EXPECT_TRUE(tell_changes(tree(first + second), tree(second + first)).empty());
  EXPECT_EQ(tell_changes(tree(second), tree(second + first)).at(0).sentence,
            "A person opening a line or taking over a line now meets the rule \"a\" (face pad); "
            "who fails it is referred. It rests on: Law 1.");
  EXPECT_EQ(tell_changes(tree(first + second), tree(first)).at(0).sentence,
            "A person opening a line no longer meets the rule \"b\" (sanction), by which who "
            "failed it was rejected.");
  EXPECT_EQ(tell_changes(tree("[[rule]]\nid = \"a\"\nevents = [\"open\"]\n"),
                         tree("[[rule]]\nid = \"a\"\nevents = [\"open\", \"close\"]\n"))
                .at(0)
                .sentence,
            "A person opening a line or closing a line now meets \"a\" for \"close\".");
}

// Nothing here is known to the code by name but the table [life] itself.
TEST(PolicyDiff, states_clocks_transitions_and_what_is_yet_to_come_are_told_by_their_ids) {
  const std::string older =
      "[life]\nstates = [{ id = \"active\", service = \"full\" }]\n"
      "clocks = [{ id = \"bar\", length = \"P7D\" }]\n"
      "transitions = [{ id = \"swap\", on = \"sim_replace\", from = [\"active\"], to = \"active\", "
      "roles = [\"clerk\"], needs = [\"proofed\"] }]\n";
  const std::string newer =
      "[life]\nstates = [{ id = \"active\", service = \"full\" }, { id = \"resting\" }]\n"
      "clocks = [{ id = \"bar\", length = \"PT24H\" }]\n"
      "transitions = [{ id = \"swap\", on = \"sim_replace\", from = [\"active\"], to = "
      "\"resting\", "
      "roles = [\"clerk\"], needs = [\"proofed\", \"card\"] },\n"
      "{ id = \"again\", on = \"clock:rest\", from = [\"resting\"], to = \"active\", roles = [] "
      "}]\n"
      "[tariff]\nrates = [{ id = \"night\", value = 2 }]\n";
  std::vector<std::string> sentences;
  for (const ToldChange& change : tell_changes(tree(older), tree(newer))) {
    sentences.push_back(change.sentence);
  }
  EXPECT_EQ(std::set<std::string>(sentences.begin(), sentences.end()),
            (std::set<std::string>{
                "A person with a line: the state \"resting\" is new.",
                "A person with a line: the clock \"bar\" now runs 24 hours, not 7 days.",
                "A person whose line is active: the transition \"swap\" now has to \"resting\", "
                "not \"active\".",
                "A person whose line is active: the transition \"swap\" now has needs \"card\".",
                "A person whose line is resting: the transition \"again\" on \"clock:rest\", to "
                "\"active\" is new.",
                "Everybody under this pack: the pack now has tariff "
                "{\"rates\":[{\"id\":\"night\",\"value\":2}]}.",
            }));
}

TEST(PolicyDiff, as_json_a_change_keeps_both_values_and_its_sentence) {
  const auto changes = tell_changes(tree("a = 1\n"), tree("a = 2\n"));
  ASSERT_EQ(changes.size(), 1U);
  const Value value = told_value(changes.front());
  EXPECT_EQ(*value.find("before"), Value(1));
  EXPECT_EQ(*value.find("after"), Value(2));
  EXPECT_EQ(*value.find("change"), Value("changed"));
  EXPECT_EQ(*value.find("sentence"),
            Value("Everybody under this pack: the pack now has a 2, not 1."));
}

}  // namespace
}  // namespace truename::policy
