#include "audit/verify.h"

#include "base/check.h"

namespace truename::audit {

NodeReader Replay::reader() const {
  return [this](int level, std::uint64_t index) -> Result<Digest> {
    const auto found = last_.find(level);
    CHECK(found != last_.end() && found->second.index == index);
    return found->second.hash;
  };
}

std::vector<Node> Replay::add(ByteView leaf) {
  auto nodes = append(size_, leaf_hash(leaf), reader());
  CHECK(nodes);  // our reader never fails
  for (const Node& node : *nodes) last_[node.level] = node;
  ++size_;
  return *std::move(nodes);
}

Digest Replay::root() const {
  const auto hash = audit::root(size_, reader());
  CHECK(hash);
  return *hash;
}

Status verify_checkpoint(const SignedCheckpoint& signed_checkpoint, const Replay& replay,
                         const PublicKey& key) {
  const Checkpoint& checkpoint = signed_checkpoint.checkpoint;
  const std::string which = "The checkpoint at size " + std::to_string(checkpoint.size);
  if (signed_checkpoint.public_key != key) {
    return fail(ErrorCode::corrupt, which + " was signed with another key; restore the key file.");
  }
  if (!checkpoint_holds(signed_checkpoint)) {
    return fail(ErrorCode::corrupt, which + " has a false signature; restore from a backup.");
  }
  if (checkpoint.size != replay.size() || checkpoint.root != replay.root()) {
    return fail(ErrorCode::corrupt,
                which + " does not fit the leaves before it; restore from a backup.");
  }
  return {};
}

}  // namespace truename::audit
