#include "domain/principal.h"

#include <algorithm>
#include <array>

namespace truename::domain {
namespace {

constexpr std::size_t kIdLimit = 64;  // characters; ids stand in records and on screens

struct Named {
  Role role;
  std::string_view text;
};
constexpr std::array kNames = {
    Named{Role::clerk, "clerk"},       Named{Role::reviewer, "reviewer"},
    Named{Role::fraud, "fraud"},       Named{Role::privacy, "privacy"},
    Named{Role::auditor, "auditor"},   Named{Role::administrator, "administrator"},
    Named{Role::terminal, "terminal"}, Named{Role::subscriber, "subscriber"},
};
constexpr std::array kRoles = {Role::clerk,    Role::reviewer,  Role::fraud,
                               Role::privacy,  Role::auditor,   Role::administrator,
                               Role::terminal, Role::subscriber};
static_assert(kNames.size() == kRoles.size());

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdLimit && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

}  // namespace

Result<PrincipalId> parse_principal_id(std::string_view text) {
  if (is_id(text)) return PrincipalId(std::string(text));
  return fail(ErrorCode::bad_input,
              "A principal's id has 1 to 64 characters a-z, 0-9, \"-\" and \".\"; choose another.");
}

std::string_view role_text(Role role) {
  return std::ranges::find(kNames, role, &Named::role)->text;
}

std::optional<Role> parse_role(std::string_view text) {
  const auto* const found = std::ranges::find(kNames, text, &Named::text);
  return found == kNames.end() ? std::nullopt : std::optional(found->role);
}

std::span<const Role> all_roles() { return kRoles; }

bool is_outlet(std::string_view text) { return is_id(text); }

}  // namespace truename::domain
