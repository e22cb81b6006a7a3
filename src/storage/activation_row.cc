#include "storage/activation_row.h"

namespace truename::storage {

const std::string kSelectActivation =
    "SELECT leaf_index, at_ms, pack_digest, activation FROM pack_activations ";

ActivationRow read_activation(const Rows& rows) {
  return {.leaf_index = static_cast<std::uint64_t>(rows.integer(0)),
          .at = Timestamp{rows.integer(1)},
          .pack_digest = rows.digest(2),
          .activation = rows.text(3)};
}

audit::Leaf leaf_of(const ActivationRow& row, const Vault& vault) {
  const std::string place = "truename-activation-salt" + to_hex(row.pack_digest);
  const Digest salt = keyed_digest(vault.store_key(), as_bytes(place));
  return {.kind = audit::LeafKind::pack_activation,
          .at = row.at,
          .policy_digest = row.pack_digest,
          .commitment = audit::commitment_of(salt, row.activation)};
}

}  // namespace truename::storage
