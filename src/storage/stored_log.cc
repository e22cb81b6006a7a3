#include "storage/stored_log.h"

#include <algorithm>

#include "audit/receipt.h"

namespace truename::storage {

Result<std::uint64_t> StoredLog::size() {
  Rows rows = TRY(database_.query("SELECT coalesce(max(leaf_index) + 1, 0) FROM leaves"));
  TRY(rows.next());
  return static_cast<std::uint64_t>(rows.integer(0));
}

audit::NodeReader StoredLog::nodes() {
  return [this](int level, std::uint64_t index) -> Result<Digest> {
    Rows rows = TRY(database_.query("SELECT hash FROM nodes WHERE level = ? AND position = ?",
                                    {std::int64_t{level}, static_cast<std::int64_t>(index)}));
    if (TRY(rows.next())) return rows.digest(0);
    return fail(ErrorCode::corrupt, "A node of the log is missing; restore from a backup.");
  };
}

Status StoredLog::append(std::uint64_t index, const std::string& leaf) {
  TRY_STATUS(database_.execute("INSERT INTO leaves (leaf_index, leaf) VALUES (?, ?)",
                               {static_cast<std::int64_t>(index), leaf}));
  const Digest hash = audit::leaf_hash(as_bytes(leaf));
  for (const audit::Node& node : TRY(audit::append(index, hash, nodes()))) {
    TRY_STATUS(database_.execute(
        "INSERT INTO nodes (level, position, hash) VALUES (?, ?, ?)",
        {std::int64_t{node.level}, static_cast<std::int64_t>(node.index), node.hash}));
  }
  return {};
}

Result<audit::SignedCheckpoint> StoredLog::sign(Timestamp at) {
  const std::uint64_t tree_size = TRY(size());
  const Digest root = TRY(audit::root(tree_size, nodes()));
  const audit::Checkpoint checkpoint{
      .origin = vault_.origin(), .size = tree_size, .root = root, .at = at};
  auto signed_checkpoint = audit::sign_checkpoint(checkpoint, vault_.signing_key());
  TRY_STATUS(database_.execute(
      "INSERT INTO checkpoints (size, root, at_ms, signature) VALUES (?, ?, ?, ?)",
      {static_cast<std::int64_t>(tree_size), checkpoint.root, at.unix_ms,
       signed_checkpoint.signature}));
  return signed_checkpoint;
}

audit::SignedCheckpoint StoredLog::read_checkpoint(const Rows& rows) const {
  audit::SignedCheckpoint out{.checkpoint = {.origin = vault_.origin(),
                                             .size = static_cast<std::uint64_t>(rows.integer(0)),
                                             .root = rows.digest(1),
                                             .at = Timestamp{rows.integer(2)}},
                              .public_key = vault_.signing_key().public_key};
  const Bytes signature = rows.bytes(3);
  if (signature.size() == out.signature.size()) {
    std::copy(signature.begin(), signature.end(), out.signature.begin());
  }
  return out;
}

Result<audit::SignedCheckpoint> StoredLog::only_checkpoint(Rows rows) const {
  if (TRY(rows.next())) return read_checkpoint(rows);
  return fail(ErrorCode::corrupt, "A checkpoint of the log is missing; restore from a backup.");
}

Result<audit::SignedCheckpoint> StoredLog::latest() {
  return only_checkpoint(TRY(database_.query(
      "SELECT size, root, at_ms, signature FROM checkpoints ORDER BY size DESC LIMIT 1")));
}

Result<audit::SignedCheckpoint> StoredLog::first_with(std::uint64_t leaf_index) {
  return only_checkpoint(TRY(database_.query(
      "SELECT size, root, at_ms, signature FROM checkpoints WHERE size > ? ORDER BY size LIMIT 1",
      {static_cast<std::int64_t>(leaf_index)})));
}

Result<std::string> StoredLog::receipt_for(const CaseRow& row, const Person& person) {
  audit::Receipt receipt;
  receipt.salt = leaf_salt(person, row.id);
  receipt.leaf = TRY(leaf_of(row, person));
  receipt.leaf_index = row.leaf_index;
  receipt.checkpoint = TRY(first_with(row.leaf_index));
  receipt.path =
      TRY(audit::inclusion_path(row.leaf_index, receipt.checkpoint.checkpoint.size, nodes()));
  receipt.record = TRY(record_text(row, person));
  return audit::receipt_text(receipt);
}

}  // namespace truename::storage
