// Replay: rebuilds the log's tree from the leaves alone, to hold stored nodes and checkpoints to
// it.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/merkle.h"

namespace truename::audit {

// Keeps one node per level, so that a log of any length is replayed in a few KiB.
class Replay {
 public:
  // The complete nodes that this leaf brings into being, leaf first.
  std::vector<Node> add(ByteView leaf);
  std::uint64_t size() const { return size_; }
  Digest root() const;

 private:
  NodeReader reader() const;

  std::uint64_t size_ = 0;
  // The last complete node of each level: all that appending and the root need.
  std::map<int, Node> last_;
};

// corrupt, in one sentence, unless the checkpoint was signed with `key` over exactly this tree.
Status verify_checkpoint(const SignedCheckpoint& signed_checkpoint, const Replay& replay,
                         const PublicKey& key);

}  // namespace truename::audit
