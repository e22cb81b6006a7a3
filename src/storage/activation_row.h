// ActivationRow: that a pack was put in force, as it stands in the tables, and its leaf; judges
// nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/leaf.h"
#include "base/crypto.h"
#include "domain/activation.h"
#include "storage/database.h"
#include "storage/vault.h"
#include "storage/write_life.h"

namespace truename::storage {

struct ActivationRow {
  std::uint64_t leaf_index = 0;
  Timestamp at;
  Digest pack_digest{};
  std::string activation;  // canonical JSON, docs/formats/activation.md
};

// SELECT list that read_activation expects; append WHERE and ORDER BY.
extern const std::string kSelectActivation;
ActivationRow read_activation(const Rows& rows);
// In the order of the log. corrupt when one is not canonical.
Result<std::vector<domain::Activation>> all_activations(Database& database);
// Under the store's key: it names principals, who are no subscribers.
audit::Leaf leaf_of(const ActivationRow& row, const Vault& vault);
// Into the open transaction, with its leaf; errors of domain::check_activation.
Status write_activation(const domain::Activation& record, std::uint64_t leaf_index,
                        const WriteTo& to);

}  // namespace truename::storage
