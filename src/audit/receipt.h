// Receipt: proof in the subscriber's hand that a case is in the log; checked without a database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "base/crypto.h"
#include "base/result.h"

namespace truename::audit {

constexpr std::size_t kReceiptLimitBytes = 64 * 1024;  // a receipt of a large log has 3 KiB

struct Receipt {
  Leaf leaf;
  std::uint64_t leaf_index = 0;
  std::vector<Digest> path;     // from the leaf to the root of the checkpoint's tree
  SignedCheckpoint checkpoint;  // its size is the tree that the path belongs to
  Digest salt{};
  std::string record;  // canonical JSON that the leaf commits to: no name, no identity number
};

// docs/formats/receipt.md.
std::string receipt_text(const Receipt& receipt);
// Shape only; too_large over the limit, bad_input when it is no receipt.
Result<Receipt> parse_receipt(std::string_view text);

// corrupt with the first step that fails: signature, commitment, agreement, inclusion. Who signed
// is only known when the log's published key is given.
Status verify_receipt(const Receipt& receipt,
                      const std::optional<PublicKey>& expected_key = std::nullopt);

}  // namespace truename::audit
