// Leaf: what the log remembers of one change, a commitment and digests; never personal data (R114).
#pragma once

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "base/value.h"

namespace truename::audit {

// What happened; a new kind of state change is a new kind of leaf.
enum class LeafKind {
  registration,     // a case
  life_event,       // an event on a number, moved or refused
  order_done,       // the network carried out an order of an event
  pack_activation,  // a pack was put in force
  sanction_list,    // a sanction list was imported, or entries of it ended
};
std::string_view leaf_kind_text(LeafKind kind);

struct Leaf {
  LeafKind kind = LeafKind::registration;
  std::string case_id;  // of a registration: 1..64 of a-z and 0-9
  Timestamp at;
  Digest policy_digest{};
  Digest model_set_digest{};  // of a registration
  Digest commitment{};        // commitment_of(salt, record)
  friend bool operator==(const Leaf&, const Leaf&) = default;
};

// SHA-256(salt || record): without the salt nothing of the record can be tried out.
Digest commitment_of(const Digest& salt, std::string_view record);

// The bytes that are hashed into the tree; docs/formats/leaf.md.
std::string leaf_text(const Leaf& leaf);
Value leaf_value(const Leaf& leaf);
Result<Leaf> parse_leaf(const Value& value);
// As above, and corrupt unless `text` is byte for byte what leaf_text writes.
Result<Leaf> parse_leaf_text(std::string_view text);

}  // namespace truename::audit
