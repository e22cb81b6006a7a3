// Principal: who acts, a person or a device of the operator, with one role; not a subscriber's
// identity and no credential.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/strong.h"

namespace truename::domain {

// 1..64 of a-z, 0-9, "-" and "."; made by parse_principal_id alone.
using PrincipalId = Strong<struct PrincipalIdTag, std::string>;
Result<PrincipalId> parse_principal_id(std::string_view text);

// One principal has one role: who needs two is two principals, so that two persons stay two (R117).
enum class Role {
  clerk,          // enters a sale at an outlet
  reviewer,       // decides what was referred
  fraud,          // looks at signals and disputes
  privacy,        // answers requests about stored data
  auditor,        // reads cases and the log, changes nothing
  administrator,  // packs, keys, models, principals; no cases
  terminal,       // a device at an outlet that sells by itself
  subscriber,     // a holder, about the own lines alone
};
std::string_view role_text(Role role);
std::optional<Role> parse_role(std::string_view text);
std::span<const Role> all_roles();

struct Principal {
  PrincipalId id;
  Role role = Role::clerk;
  std::string outlet;  // empty when bound to none
  friend bool operator==(const Principal&, const Principal&) = default;
};

// As an event names who acts: outlets do not matter there.
struct Actor {
  PrincipalId id;
  Role role = Role::clerk;
  friend bool operator==(const Actor&, const Actor&) = default;
};

// An outlet's code: as a principal's id.
bool is_outlet(std::string_view text);

}  // namespace truename::domain
