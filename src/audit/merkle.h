// The Merkle tree of RFC 6962 §2.1: hashes, paths and their proofs; keeps nothing itself.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"

namespace truename::audit {

Digest leaf_hash(ByteView leaf);                            // SHA-256(0x00 || leaf)
Digest node_hash(const Digest& left, const Digest& right);  // SHA-256(0x01 || left || right)

// The root of the complete subtree over leaves [index << level, (index + 1) << level).
using NodeReader = std::function<Result<Digest>(int level, std::uint64_t index)>;

struct Node {
  int level = 0;
  std::uint64_t index = 0;
  Digest hash{};
};

// The complete nodes that come into being when a leaf is put behind `size` others, leaf first.
Result<std::vector<Node>> append(std::uint64_t size, const Digest& leaf, const NodeReader& read);

// Each asks `read` O(log size) times, and only for complete subtrees of the tree of `size`.
Result<Digest> root(std::uint64_t size, const NodeReader& read);
// RFC 6962 §2.1.1; bad_input unless index < size.
Result<std::vector<Digest>> inclusion_path(std::uint64_t index, std::uint64_t size,
                                           const NodeReader& read);
// RFC 6962 §2.1.2; bad_input unless from <= to. Empty when from is 0 or to.
Result<std::vector<Digest>> consistency_path(std::uint64_t from, std::uint64_t to,
                                             const NodeReader& read);

struct InclusionProof {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  std::vector<Digest> path;
};
// RFC 9162 §2.1.3.2.
bool inclusion_holds(const InclusionProof& proof, const Digest& leaf, const Digest& tree_root);

struct TreeHead {
  std::uint64_t size = 0;
  Digest root{};
};
// RFC 9162 §2.1.4.2; the empty tree is a beginning of every tree.
bool consistency_holds(const TreeHead& from, const TreeHead& to, const std::vector<Digest>& path);

}  // namespace truename::audit
