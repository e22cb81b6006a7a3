// Who acts: a named principal in one role; how it is known is an Authenticator's matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/strong.h"

namespace truename::domain {

// 1..64 characters a-z, 0-9, "-" and ".".
using PrincipalId = Strong<struct PrincipalIdTag, std::string>;

enum class Role {
  clerk,
  reviewer,
  fraud,
  privacy,
  auditor,
  administrator,
  terminal,
  subscriber,
};
std::string_view role_text(Role role);
std::optional<Role> parse_role(std::string_view text);

struct Actor {
  PrincipalId id;
  Role role = Role::clerk;
  friend bool operator==(const Actor&, const Actor&) = default;
};

}  // namespace truename::domain
