// Who may do what: a table from act to the roles allowed, and the rule of two persons; knows no
// tokens and no cases.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "domain/principal.h"

namespace truename::registration {

// What a principal asks for: one for each use case, and for each door of the API that needs one.
// Who may bring about which event of a line stands in the pack's life table.
enum class Act {
  open_line,
  read_document,
  capture_face,
  see_case,
  see_line,
  ask_line,
  ask_own_lines,
  decide_exception,  // of a referred case; confirmed by another
  see_fraud_signals,
  import_sanctions,  // and so end them early (R76)
  activate_pack,
  trust_key,
};
std::string_view act_text(Act act);
std::span<const Act> all_acts();
std::span<const domain::Role> roles_for(Act act);

// forbidden, naming the rule ("role.open_line"), who may, and the principal's own role (R117).
Status permit(const domain::Principal& principal, Act act);
// Both may, and they are two: forbidden "two_persons" when one principal is both (R34, R117).
Status two_persons(const domain::Principal& one, const domain::Principal& other);
Status permit_two(const domain::Principal& one, const domain::Principal& other, Act act);

}  // namespace truename::registration
