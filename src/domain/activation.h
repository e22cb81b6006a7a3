// Activation: the record that a policy pack was put in force, by whom and from when; holds no rules
// and judges no signature.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/principal.h"

namespace truename::domain {

struct Activation {
  std::string pack_id;
  Digest pack_digest{};  // SHA-256 of the pack's bytes
  Date effective_from;
  std::optional<Date> effective_to;        // the last day, as the pack says
  std::string supersedes;                  // a pack's id; empty: none
  std::string key_id;                      // of the key that signed the pack
  std::vector<std::string> accepted_gaps;  // what was unconfirmed, and accepted so
  PrincipalId by;
  PrincipalId confirmed_by;  // another person than `by`
  Timestamp at;
  friend bool operator==(const Activation&, const Activation&) = default;
};

// Canonical JSON on one line; docs/formats/activation.md.
std::string activation_text(const Activation& record);
// bad_input, or corrupt unless `text` is byte for byte what activation_text writes.
Result<Activation> parse_activation(std::string_view text);

// The last day of one of them: its own, or the day before one that supersedes it begins.
std::optional<Date> last_day(const Activation& record, std::span<const Activation> all);
struct InForce {
  Activation record;
  std::optional<Date> last_day;
};
// The one in force on that day. not_found "pack.not_activated" when there is none, conflict
// "pack.two_in_force" when there are two.
Result<InForce> active_on(std::span<const Activation> all, const Date& date);
// Whether `record` may follow `all`: conflict "pack.already_activated", "pack.id_reused" (another
// content under a known id) or "pack.two_in_force"; bad_input "two_persons" when one person
// is both.
Status check_activation(std::span<const Activation> all, const Activation& record);

}  // namespace truename::domain
