#include "registration/permission.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/check.h"

namespace truename::registration {
namespace {

using domain::Role;

constexpr std::size_t kRolesLimit = 6;
struct Row {
  Act act;
  std::string_view text;
  std::array<Role, kRolesLimit> roles;
  std::size_t count;
};

template <class... Roles>
constexpr Row row(Act act, std::string_view text, Roles... roles) {
  static_assert(sizeof...(roles) >= 1 && sizeof...(roles) <= kRolesLimit);
  return {act, text, {roles...}, sizeof...(roles)};
}

// Least privilege (R117): administrators see no case, and who reads the log changes nothing.
constexpr std::array kRows = {
    row(Act::open_line, "open_line", Role::clerk, Role::terminal),
    row(Act::read_document, "read_document", Role::clerk, Role::terminal),
    row(Act::capture_face, "capture_face", Role::clerk, Role::terminal),
    row(Act::see_case, "see_case", Role::clerk, Role::terminal, Role::reviewer, Role::auditor),
    row(Act::see_line, "see_line", Role::clerk, Role::reviewer, Role::fraud, Role::auditor),
    row(Act::ask_line, "ask_line", Role::clerk, Role::terminal, Role::subscriber, Role::reviewer,
        Role::fraud, Role::administrator),
    row(Act::ask_own_lines, "ask_own_lines", Role::clerk, Role::subscriber),
    row(Act::decide_exception, "decide_exception", Role::reviewer),
    row(Act::see_fraud_signals, "see_fraud_signals", Role::fraud),
    row(Act::import_sanctions, "import_sanctions", Role::fraud, Role::administrator),
    row(Act::activate_pack, "activate_pack", Role::administrator),
    row(Act::trust_key, "trust_key", Role::administrator),
};

constexpr auto kActs = [] {
  std::array<Act, kRows.size()> acts{};
  for (std::size_t i = 0; i < kRows.size(); ++i) acts[i] = kRows[i].act;
  return acts;
}();

const Row& row_of(Act act) {
  const auto* const found = std::ranges::find(kRows, act, &Row::act);
  CHECK(found != kRows.end());
  return *found;
}

std::string one_of(std::span<const Role> roles) {
  std::string out;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (i > 0) out += i + 1 == roles.size() ? " or " : ", ";
    out += domain::role_text(roles[i]);
  }
  return out;
}

}  // namespace

std::string_view act_text(Act act) { return row_of(act).text; }

std::span<const Act> all_acts() { return kActs; }

std::span<const Role> roles_for(Act act) {
  const Row& found = row_of(act);
  return std::span(found.roles).first(found.count);
}

Status permit(const domain::Principal& principal, Act act) {
  const auto roles = roles_for(act);
  if (std::ranges::find(roles, principal.role) != roles.end()) return {};
  return fail(ErrorCode::forbidden,
              "role." + std::string(act_text(act)) + ": This needs the role " + one_of(roles) +
                  "; " + principal.id.get() + " has " +
                  std::string(domain::role_text(principal.role)) + " (R117).");
}

Status two_persons(const domain::Principal& one, const domain::Principal& other) {
  if (one.id != other.id) return {};
  return fail(ErrorCode::forbidden,
              "two_persons: " + one.id.get() +
                  " cannot confirm the own act; another person must (R34, R117).");
}

Status permit_two(const domain::Principal& one, const domain::Principal& other, Act act) {
  TRY_STATUS(permit(one, act));
  TRY_STATUS(permit(other, act));
  return two_persons(one, other);
}

}  // namespace truename::registration
