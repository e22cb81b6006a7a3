#include "policy/check_life.h"

#include <gtest/gtest.h>

#include "policy/life_for_test.h"

namespace truename::policy {
namespace {

struct BadTable {
  const char* what;  // of the test's name
  const char* from;
  const char* to;
  const char* row;  // the row, state or clock that the error names
  const char* fix;  // what it says to do
};

class LifeTableWithAFault : public testing::TestWithParam<BadTable> {};

TEST_P(LifeTableWithAFault, is_refused_by_row_and_fix) {
  const BadTable& bad = GetParam();
  const auto table = read_life(life_with(bad.from, bad.to));
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::bad_input);
  EXPECT_NE(table.error().message.find(bad.row), std::string::npos) << table.error().message;
  EXPECT_NE(table.error().message.find(bad.fix), std::string::npos) << table.error().message;
}

constexpr BadTable kStates[] = {
    {"missing_state", "from = [\"resting\"], to = \"free\"", "from = [\"resting\"], to = \"gone\"",
     "\"again\"", "names the state \"gone\", which the pack lacks"},
    {"unreachable_state", "{ id = \"resting\", service",
     "{ id = \"island\", service = \"full\", held = true },\n  { id = \"resting\", service",
     "\"island\"", "is reached by no transition; add one or leave it out"},
    {"first_state_held", "{ id = \"free\", service = \"none\", held = false }",
     "{ id = \"free\", service = \"none\", held = true }", "\"free\"", "must be held by nobody"},
    {"service_for_nobody", "{ id = \"resting\", service = \"none\"",
     "{ id = \"resting\", service = \"incoming_only\"", "\"resting\"", "write held = true or"},
    {"no_emergency", "keep_open = [\"emergency\"]", "keep_open = [\"operator_care\"]", "small life",
     "needs \"emergency\" in keep_open"},
    {"emergency_taken_away", "{ id = \"stopped\", service = \"emergency_only\"",
     "{ id = \"stopped\", service = \"none\"", "\"not-mine\"", "at least emergency_only (R52)"},
    {"state_twice", "{ id = \"resting\", service",
     "{ id = \"free\", service = \"none\", held = false },\n  { id = \"resting\", service",
     "\"free\" twice", "rename one"},
    {"unknown_service", "service = \"full\"", "service = \"plenty\"", "state", "\"plenty\""},
};

constexpr BadTable kRows[] = {
    {"holder_without_proof", "needs = [\"proofed\", \"card\"], start", "needs = [\"card\"], start",
     "\"sell\"", "needs \"proofed\" (R1)"},
    {"transfer_without_giver_proof", "\"proofed\", \"giver_proofed\", \"other_holder\"",
     "\"proofed\", \"other_holder\"", "\"hand-over\"", "\"giver_proofed\" and \"other_holder\""},
    {"takeover_without_giver_proof", "needs = [\"holder_ended\"], stop",
     "needs = [\"holder_ended\", \"proofed\"], stop", "\"alive\"", "\"same_holder\""},
    {"sale_of_a_held_line", "on = \"open\", from = [\"free\"]",
     "on = \"open\", from = [\"free\", \"active\"]", "\"sell\"", "\"same_holder\""},
    {"heir_of_the_living", "needs = [\"holder_ended\", \"proofed\", \"other_holder\"]",
     "needs = [\"proofed\", \"other_holder\"]", "\"heir\"", "\"holder_ended\""},
    {"heir_without_proof", "needs = [\"holder_ended\", \"proofed\", \"other_holder\"]",
     "needs = [\"holder_ended\", \"other_holder\"]", "\"heir\"", "needs \"proofed\""},
    {"card_without_holder", "needs = [\"proofed\", \"same_holder\", \"card\"]",
     "needs = [\"card\"]", "\"swap\"", "\"same_holder\" and \"card\" (R48)"},
    {"own_appeal", "needs = [\"another_person\", \"no_disputed\"]", "needs = [\"no_disputed\"]",
     "\"appeal\"", "needs \"another_person\" (R77)"},
    {"endless_sanction", "start = [\"ban@end_date\"]", "start = [\"bar\"]", "\"list\"",
     "needs \"end_date\": no list is for ever (R76)"},
    {"nobody_may", "roles = [\"fraud\"], needs = [\"two_persons\"]",
     "roles = [], needs = [\"two_persons\"]", "\"halt\"", "needs \"roles\""},
    {"role_on_a_clock", "from = [\"resting\"], to = \"free\", roles = []",
     "from = [\"resting\"], to = \"free\", roles = [\"clerk\"]", "\"again\"", "may name no roles"},
    {"row_that_cannot_hold", "needs = [\"same_holder\", \"no_disputed\"], set",
     "needs = [\"same_holder\", \"other_holder\"], set", "\"not-mine\"", "contradict"},
    {"mark_needed_and_forbidden", "needs = [\"same_holder\", \"no_disputed\"], set",
     "needs = [\"same_holder\", \"disputed\", \"no_disputed\"], set", "\"not-mine\"", "contradict"},
    {"mark_on_nobody", "needs = [\"same_holder\"], start = [\"rest\"]",
     "needs = [\"same_holder\"], start = [\"rest\"], set = [\"disputed\"]", "\"end\"",
     "sets a mark on a number that nobody holds"},
    {"row_twice", "id = \"lapse\"", "id = \"sell\"", "\"sell\" twice", "rename one"},
    {"unknown_role", "roles = [\"reviewer\"], needs = [\"another_person\"",
     "roles = [\"king\"], needs = [\"another_person\"", "\"appeal\"", "unknown role \"king\""},
    {"unknown_event", "on = \"suspend\"", "on = \"explode\"", "\"halt\"",
     "unknown event \"explode\""},
    {"unknown_need", "needs = [\"two_persons\"]", "needs = [\"three_persons\"]", "\"halt\"",
     "unknown mark \"three_persons\""},
    {"no_state_from", "on = \"suspend\", from = [\"active\"]", "on = \"suspend\", from = []",
     "\"halt\"", "at least one state"},
    {"event_left_out",
     "{ id = \"connect\", on = \"activated\", from = [\"ordered\"], to = "
     "\"active\", roles = [], stop = [\"wait\"] }",
     "{ id = \"connect\", on = \"restore\", from = [\"ordered\"], to = \"active\", roles = "
     "[\"clerk\"], stop = [\"wait\"] }",
     "no transition on \"activated\"", "every pack says what it does"},
    {"holder_who_cannot_leave", "from = [\"ordered\", \"active\", \"stopped\"], to = \"resting\"",
     "from = [\"ordered\", \"active\"], to = \"resting\"", "\"stopped\" has no transition on",
     "can always leave it"},
};

constexpr BadTable kClocks[] = {
    {"clock_nobody_hears", "on = \"clock:bar\", from = [\"@held\"]",
     "on = \"clock:bar\", from = [\"active\"]", "clock \"bar\" may ring in state \"stopped\"",
     "add one or stop the clock before"},
    {"clock_heard_with_needs_only", "on = \"clock:bar\", from = [\"@held\"], roles = []",
     "on = \"clock:bar\", from = [\"@held\"], roles = [], needs = [\"no_disputed\"]",
     "clock \"bar\" may ring", "no transition without needs listens"},
    {"unknown_clock", "on = \"clock:rest\"", "on = \"clock:siesta\"", "\"again\"",
     "names the clock \"siesta\""},
    {"length_that_is_none", "length = \"P1D\"", "length = \"soon\"", "\"wait\"",
     "\"length\" such as P90D"},
    {"length_without_doubt",
     "cite = \"art. 7\", confidence = \"own_design\", doubt = \"Only the "
     "list's date counts.\"",
     "cite = \"art. 7\", confidence = \"own_design\"", "\"ban\"", "needs a \"doubt\""},
    {"mark_never_cleared", "roles = [], clear = [\"sms_barred\"]", "roles = []",
     "mark \"sms_barred\"", "never clears it; add a transition that does"},
    {"mark_cleared_by_a_clock_that_never_runs",
     "{ id = \"bar\", length = \"PT24H\", cite = \"art. 3\", confidence = \"own_design\" }",
     "{ id = \"bar\", cite = \"art. 3\", confidence = \"own_design\", doubt = \"how long?\" }",
     "mark \"sms_barred\"", "never clears it"},
};

std::string name_of(const testing::TestParamInfo<BadTable>& info) { return info.param.what; }

INSTANTIATE_TEST_SUITE_P(States, LifeTableWithAFault, testing::ValuesIn(kStates), name_of);
INSTANTIATE_TEST_SUITE_P(Rows, LifeTableWithAFault, testing::ValuesIn(kRows), name_of);
INSTANTIATE_TEST_SUITE_P(Clocks, LifeTableWithAFault, testing::ValuesIn(kClocks), name_of);

TEST(LifeTable, without_a_fault_is_read) {
  const auto table = read_life(small_life());
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->transitions.size(), 19U);
}

// With one more held state, that a ported number enters and that the clock "wait" may end.
std::string with_limbo(std::string_view left_from) {
  const std::string rows =
      "{ id = \"carry\", on = \"port_in\", from = [\"free\"], to = \"limbo\", roles = [\"clerk\"], "
      "needs = [\"proofed\"] },\n  { id = \"lapse\", on = \"clock:wait\", from = ";
  return life_with("{ id = \"lapse\", on = \"clock:wait\", from = [\"ordered\"]",
                   rows + std::string(left_from),
                   life_with("{ id = \"resting\", service",
                             "{ id = \"limbo\", service = \"none\", held = true },\n"
                             "  { id = \"resting\", service"));
}

TEST(LifeTable, a_held_state_that_no_row_or_only_an_unconfirmed_clock_ends_never_ends) {
  const std::string limbo = with_limbo("[\"ordered\", \"limbo\"]");
  EXPECT_TRUE(read_life(limbo));
  for (const std::string& text :
       {with_limbo("[\"ordered\"]"), life_with("{ id = \"wait\", length = \"P1D\",",
                                               "{ id = \"wait\", doubt = \"?\",", limbo)}) {
    const auto table = read_life(text);
    ASSERT_FALSE(table);
    EXPECT_NE(table.error().message.find(
                  "state \"limbo\" can never end; add a transition that leads out"),
              std::string::npos)
        << table.error().message;
  }
}

TEST(LifeTable, clocks_of_no_length_that_start_each_other_never_end) {
  const std::string instant =
      life_with("{ id = \"bar\", length = \"PT24H\"", "{ id = \"bar\", length = \"PT0S\"");
  EXPECT_TRUE(read_life(instant));
  const auto table = read_life(life_with("clear = [\"sms_barred\"]",
                                         "clear = [\"sms_barred\"], start = [\"bar\"]", instant));
  ASSERT_FALSE(table);
  EXPECT_NE(table.error().message.find(
                "clock \"bar\" has no length and starts itself again; give it one"),
            std::string::npos)
      << table.error().message;
}

}  // namespace
}  // namespace truename::policy
