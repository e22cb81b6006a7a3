#include "registration/permission.h"

#include <gtest/gtest.h>

#include <set>

namespace truename::registration {
namespace {

using domain::Principal;
using domain::PrincipalId;
using domain::Role;

Principal principal(const char* id, Role role) { return {PrincipalId(id), role, ""}; }

TEST(Permission, each_act_is_allowed_to_its_roles_and_to_no_other) {
  std::set<std::string_view> names;
  for (const Act act : all_acts()) {
    EXPECT_TRUE(names.insert(act_text(act)).second) << act_text(act);
    const auto allowed = roles_for(act);
    ASSERT_FALSE(allowed.empty());
    for (const Role role : domain::all_roles()) {
      const bool may = std::find(allowed.begin(), allowed.end(), role) != allowed.end();
      EXPECT_EQ(permit(principal("ann", role), act).has_value(), may) << act_text(act);
    }
  }
  EXPECT_EQ(all_acts().size(), 12U);
}

TEST(Permission, a_refusal_names_rule_role_and_who_may) {
  const Status refused = permit(principal("ann", Role::auditor), Act::open_line);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
  EXPECT_EQ(refused.error().message,
            "role.open_line: This needs the role clerk or terminal; ann has auditor (R117).");
}

TEST(Permission, an_administrator_sees_no_case_and_an_auditor_changes_nothing) {
  EXPECT_FALSE(permit(principal("ann", Role::administrator), Act::see_case));
  for (const Act act : all_acts()) {
    const bool reads = act == Act::see_case || act == Act::see_line;
    EXPECT_EQ(permit(principal("ann", Role::auditor), act).has_value(), reads) << act_text(act);
  }
}

TEST(Permission, two_persons_are_two_principals_who_both_may) {
  const Principal ann = principal("ann", Role::administrator);
  const Principal bo = principal("bo", Role::administrator);
  EXPECT_TRUE(permit_two(ann, bo, Act::activate_pack));
  const Status alone = permit_two(ann, ann, Act::activate_pack);
  ASSERT_FALSE(alone);
  EXPECT_TRUE(alone.error().message.starts_with("two_persons"));
  // The same person under another role is the same person.
  EXPECT_FALSE(two_persons(ann, principal("ann", Role::reviewer)));
  EXPECT_FALSE(permit_two(ann, principal("cy", Role::clerk), Act::activate_pack));
  EXPECT_FALSE(permit_two(principal("cy", Role::clerk), ann, Act::activate_pack));
}

TEST(Principal, ids_and_roles_are_read_strictly) {
  EXPECT_TRUE(domain::parse_principal_id("a-1.b"));
  for (const std::string& text :
       {std::string(), std::string("Ann"), std::string("a b"), std::string(65, 'a')}) {
    EXPECT_FALSE(domain::parse_principal_id(text)) << text;
  }
  for (const Role role : domain::all_roles()) {
    EXPECT_EQ(domain::parse_role(domain::role_text(role)), role);
  }
  EXPECT_FALSE(domain::parse_role("root"));
}

}  // namespace
}  // namespace truename::registration
