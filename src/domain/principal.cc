#include "domain/principal.h"

#include "base/check.h"

namespace truename::domain {

std::string_view role_text(Role role) {
  switch (role) {
    case Role::clerk:
      return "clerk";
    case Role::reviewer:
      return "reviewer";
    case Role::fraud:
      return "fraud";
    case Role::privacy:
      return "privacy";
    case Role::auditor:
      return "auditor";
    case Role::administrator:
      return "administrator";
    case Role::terminal:
      return "terminal";
    case Role::subscriber:
      return "subscriber";
  }
  CHECK(false);
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::clerk, Role::reviewer, Role::fraud, Role::privacy, Role::auditor,
                          Role::administrator, Role::terminal, Role::subscriber}) {
    if (role_text(role) == text) return role;
  }
  return std::nullopt;
}

}  // namespace truename::domain
