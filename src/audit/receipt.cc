#include "audit/receipt.h"

#include <algorithm>

#include "audit/fixed_bytes.h"
#include "audit/merkle.h"
#include "base/check.h"
#include "base/json.h"

namespace truename::audit {
namespace {

constexpr std::string_view kFormat = "truename-receipt-1";
constexpr std::size_t kPathLimit = 64;  // hashes; a log has fewer than 2^64 leaves

std::string path_text(const std::vector<Digest>& path) {
  Bytes joined;
  for (const Digest& hash : path) joined.insert(joined.end(), hash.begin(), hash.end());
  return to_base64(joined);
}

std::vector<Digest> path_of(Fields& in) {
  const std::string text = in.text("path");
  const auto bytes = from_base64(text);
  if (!bytes || to_base64(*bytes) != text || bytes->size() % sizeof(Digest) != 0 ||
      bytes->size() > kPathLimit * sizeof(Digest)) {
    in.complain("needs \"path\" as at most 64 hashes of 32 bytes in base64");
    return {};
  }
  std::vector<Digest> path(bytes->size() / sizeof(Digest));
  for (std::size_t i = 0; i < path.size(); ++i) {
    std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(i * sizeof(Digest)), sizeof(Digest),
                path[i].begin());
  }
  return path;
}

tl::unexpected<Error> broken(std::string sentence) {
  return fail(ErrorCode::corrupt, std::move(sentence));
}

// The leaf repeats what a reader of the log may know; the record must say the same.
bool agrees(const Value& record, std::string_view key, const std::string& expected) {
  const Value* const member = record.find(key);
  const auto* text = member == nullptr ? nullptr : member->as<std::string>();
  return text != nullptr && *text == expected;
}

bool record_agrees(const Value& record, const Leaf& leaf) {
  return agrees(record, "case_id", leaf.case_id) && agrees(record, "at", timestamp_text(leaf.at)) &&
         agrees(record, "policy_digest", to_base64(leaf.policy_digest)) &&
         agrees(record, "model_set_digest", to_base64(leaf.model_set_digest));
}

}  // namespace

std::string receipt_text(const Receipt& receipt) {
  auto record = parse_json(receipt.record);
  CHECK(record);  // we wrote it, or parse_receipt did
  Value out;
  out.set("format", kFormat)
      .set("leaf", leaf_value(receipt.leaf))
      .set("leaf_index", static_cast<std::int64_t>(receipt.leaf_index))
      .set("path", path_text(receipt.path))
      .set("checkpoint", checkpoint_value(receipt.checkpoint))
      .set("salt", to_base64(receipt.salt))
      .set("record", *std::move(record));
  return write_json(out);
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > kReceiptLimitBytes) {
    return fail(ErrorCode::too_large, "A receipt has at most 64 KiB; name a receipt file.");
  }
  const Value value = TRY(parse_json(text));
  Fields in(value, "receipt");
  Receipt out;
  if (in.text("format") != kFormat) in.complain("is not in the format truename-receipt-1");
  const Value& leaf = in.object("leaf");
  const std::int64_t index = in.integer("leaf_index");
  if (index < 0) in.complain("has a negative leaf_index");
  out.leaf_index = static_cast<std::uint64_t>(std::max<std::int64_t>(index, 0));
  out.path = path_of(in);
  const Value& checkpoint = in.object("checkpoint");
  out.salt = fixed_bytes<Digest>(in, "salt");
  out.record = write_json(in.object("record"));
  TRY_STATUS(in.finish());
  out.leaf = TRY(parse_leaf(leaf));
  out.checkpoint = TRY(parse_checkpoint(checkpoint));
  return out;
}

Status verify_receipt(const Receipt& receipt, const std::optional<PublicKey>& expected_key) {
  if (expected_key && *expected_key != receipt.checkpoint.public_key) {
    return broken("The receipt is signed by another log than the one named; ask who issued it.");
  }
  if (!checkpoint_holds(receipt.checkpoint)) {
    return broken("The signature does not hold: the receipt was changed, ask for a new copy.");
  }
  if (commitment_of(receipt.salt, receipt.record) != receipt.leaf.commitment) {
    return broken("The record is not the one that was committed to; ask for a new copy.");
  }
  const Value record = TRY(parse_json(receipt.record));
  if (!record_agrees(record, receipt.leaf)) {
    return broken("The record and its leaf speak of different cases; ask for a new copy.");
  }
  const Checkpoint& checkpoint = receipt.checkpoint.checkpoint;
  const InclusionProof proof{receipt.leaf_index, checkpoint.size, receipt.path};
  const Digest leaf = leaf_hash(as_bytes(leaf_text(receipt.leaf)));
  if (!inclusion_holds(proof, leaf, checkpoint.root)) {
    return broken("The path does not lead to the signed root: this case is not in that log.");
  }
  return {};
}

}  // namespace truename::audit
