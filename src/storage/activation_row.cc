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

Result<std::vector<domain::Activation>> all_activations(Database& database) {
  std::vector<domain::Activation> out;
  Rows rows = TRY(database.query(kSelectActivation + "ORDER BY leaf_index"));
  while (TRY(rows.next())) {
    out.push_back(TRY(domain::parse_activation(read_activation(rows).activation)));
  }
  return out;
}

Status write_activation(const domain::Activation& record, std::uint64_t leaf_index,
                        const WriteTo& to) {
  const auto earlier = TRY(all_activations(to.database));
  TRY_STATUS(domain::check_activation(earlier, record));
  const ActivationRow row{.leaf_index = leaf_index,
                          .at = record.at,
                          .pack_digest = record.pack_digest,
                          .activation = domain::activation_text(record)};
  TRY_STATUS(to.database.execute(
      "INSERT INTO pack_activations (leaf_index, at_ms, pack_digest, activation) VALUES (?,?,?,?)",
      {static_cast<std::int64_t>(leaf_index), row.at.unix_ms, row.pack_digest, row.activation}));
  return to.log.append(leaf_index, audit::leaf_text(leaf_of(row, to.vault)));
}

}  // namespace truename::storage
