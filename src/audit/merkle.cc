#include "audit/merkle.h"

#include <algorithm>
#include <bit>

namespace truename::audit {
namespace {

// Leaves [begin, end) of the tree; begin is a multiple of the largest power of two in its length.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t length() const { return end - begin; }
};

// The largest power of two below the length, RFC 6962's k; the length is at least 2.
std::uint64_t middle(const Range& range) {
  return range.begin + std::bit_floor(range.length() - 1);
}

Result<Digest> range_root(const Range& range, const NodeReader& read) {
  if (std::has_single_bit(range.length())) {
    const int level = std::countr_zero(range.length());
    return read(level, range.begin >> level);
  }
  const Digest left = TRY(range_root({range.begin, middle(range)}, read));
  return node_hash(left, TRY(range_root({middle(range), range.end}, read)));
}

// SUBPROOF of RFC 6962 §2.1.2; `known` says that the verifier holds the root of the first m.
enum class FirstPart { known, unknown };

Status add_subproof(std::uint64_t m, const Range& range, FirstPart first, const NodeReader& read,
                    std::vector<Digest>& path) {
  if (m == range.end) {
    if (first == FirstPart::unknown) path.push_back(TRY(range_root(range, read)));
    return {};
  }
  const Range left{range.begin, middle(range)};
  const Range right{middle(range), range.end};
  if (m <= left.end) {
    TRY_STATUS(add_subproof(m, left, first, read, path));
    path.push_back(TRY(range_root(right, read)));
  } else {
    TRY_STATUS(add_subproof(m, right, FirstPart::unknown, read, path));
    path.push_back(TRY(range_root(left, read)));
  }
  return {};
}

// The walk from a leaf up that both verifications share: where it is, and where the last leaf is.
struct Walk {
  std::uint64_t here = 0;
  std::uint64_t last = 0;

  bool joins_left() const { return (here & 1) != 0 || here == last; }
  void up() {
    here >>= 1;
    last >>= 1;
  }
  // A right border has no sibling on some levels; they are skipped.
  void skip_lone_levels() {
    while ((here & 1) == 0 && here != 0) up();
  }
};

}  // namespace

Digest leaf_hash(ByteView leaf) {
  constexpr std::uint8_t kPrefix[] = {0x00};
  return Sha256().add(kPrefix).add(leaf).finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
  constexpr std::uint8_t kPrefix[] = {0x01};
  return Sha256().add(kPrefix).add(left).add(right).finish();
}

Result<std::vector<Node>> append(std::uint64_t size, const Digest& leaf, const NodeReader& read) {
  std::vector<Node> nodes = {{.level = 0, .index = size, .hash = leaf}};
  while ((nodes.back().index & 1) != 0) {
    const Node& last = nodes.back();
    const Digest left = TRY(read(last.level, last.index - 1));
    nodes.push_back({last.level + 1, last.index >> 1, node_hash(left, last.hash)});
  }
  return nodes;
}

Result<Digest> root(std::uint64_t size, const NodeReader& read) {
  if (size == 0) return sha256({});
  return range_root({0, size}, read);
}

Result<std::vector<Digest>> inclusion_path(std::uint64_t index, std::uint64_t size,
                                           const NodeReader& read) {
  if (index >= size) {
    return fail(ErrorCode::bad_input, "There is no such leaf in a log of that size; ask for less.");
  }
  std::vector<Digest> path;
  for (Range range{0, size}; range.length() > 1;) {
    const Range left{range.begin, middle(range)};
    const Range right{middle(range), range.end};
    const bool in_left = index < left.end;
    path.push_back(TRY(range_root(in_left ? right : left, read)));
    range = in_left ? left : right;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

Result<std::vector<Digest>> consistency_path(std::uint64_t from, std::uint64_t to,
                                             const NodeReader& read) {
  if (from > to) {
    return fail(ErrorCode::bad_input,
                "A proof goes from the smaller log to the larger; swap them.");
  }
  std::vector<Digest> path;
  if (from == 0 || from == to) return path;
  TRY_STATUS(add_subproof(from, {0, to}, FirstPart::known, read, path));
  return path;
}

bool inclusion_holds(const InclusionProof& proof, const Digest& leaf, const Digest& tree_root) {
  if (proof.index >= proof.size) return false;
  Walk walk{proof.index, proof.size - 1};
  Digest hash = leaf;
  for (const Digest& sibling : proof.path) {
    if (walk.last == 0) return false;
    if (walk.joins_left()) {
      hash = node_hash(sibling, hash);
      walk.skip_lone_levels();
    } else {
      hash = node_hash(hash, sibling);
    }
    walk.up();
  }
  return walk.last == 0 && hash == tree_root;
}

bool consistency_holds(const TreeHead& from, const TreeHead& to, const std::vector<Digest>& path) {
  if (from.size > to.size) return false;
  if (from.size == 0) return path.empty() && from.root == sha256({});
  if (from.size == to.size) return path.empty() && from.root == to.root;
  std::vector<Digest> whole = path;
  // A complete first tree is a node of the second: the verifier has it already.
  if (std::has_single_bit(from.size)) whole.insert(whole.begin(), from.root);
  if (whole.empty()) return false;
  Walk walk{from.size - 1, to.size - 1};
  while ((walk.here & 1) != 0) walk.up();
  Digest old_hash = whole.front();
  Digest new_hash = whole.front();
  for (std::size_t i = 1; i < whole.size(); ++i) {
    if (walk.last == 0) return false;
    if (walk.joins_left()) {
      old_hash = node_hash(whole[i], old_hash);
      new_hash = node_hash(whole[i], new_hash);
      walk.skip_lone_levels();
    } else {
      new_hash = node_hash(new_hash, whole[i]);
    }
    walk.up();
  }
  return walk.last == 0 && old_hash == from.root && new_hash == to.root;
}

}  // namespace truename::audit
