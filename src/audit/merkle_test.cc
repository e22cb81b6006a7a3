#include "audit/merkle.h"

#include <gtest/gtest.h>

#include <map>

#include "audit/verify.h"

namespace truename::audit {
namespace {

// The reference tree of the certificate-transparency project: these leaves, these roots.
const std::vector<std::string> kLeavesHex = {"",
                                             "00",
                                             "10",
                                             "2021",
                                             "3031",
                                             "40414243",
                                             "5051525354555657",
                                             "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRootsHex = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

using Leaves = std::vector<Digest>;

// RFC 6962 §2.1 word for word, slow and without any of our node arithmetic.
Digest naive_root(const Leaves& leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
  return node_hash(naive_root({leaves.begin(), middle}), naive_root({middle, leaves.end()}));
}

std::vector<Digest> naive_path(std::size_t m, const Leaves& leaves) {
  if (leaves.size() <= 1) return {};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
  const Leaves left(leaves.begin(), middle);
  const Leaves right(middle, leaves.end());
  auto path = m < k ? naive_path(m, left) : naive_path(m - k, right);
  path.push_back(naive_root(m < k ? right : left));
  return path;
}

struct Tree {
  std::map<std::pair<int, std::uint64_t>, Digest> nodes;
  std::uint64_t size = 0;
  int reads = 0;

  NodeReader reader() {
    return [this](int level, std::uint64_t index) -> Result<Digest> {
      ++reads;
      return nodes.at({level, index});
    };
  }
  void add(const Digest& leaf) {
    const auto made = append(size++, leaf, reader());
    for (const Node& node : made.value()) nodes[{node.level, node.index}] = node.hash;
  }
};

Digest test_leaf(std::size_t i) { return leaf_hash(as_bytes("leaf " + std::to_string(i))); }

TEST(Merkle, the_reference_tree_has_the_published_roots) {
  Tree tree;
  Replay replay;
  for (std::size_t i = 0; i < kRootsHex.size(); ++i) {
    EXPECT_EQ(to_hex(root(i, tree.reader()).value()), kRootsHex[i]) << i;
    EXPECT_EQ(to_hex(replay.root()), kRootsHex[i]) << i;
    if (i == kLeavesHex.size()) break;
    const Bytes leaf = from_hex(kLeavesHex[i]).value();
    tree.add(leaf_hash(leaf));
    replay.add(leaf);
  }
}

TEST(Merkle, the_reference_tree_has_the_published_inclusion_path) {
  Tree tree;
  for (const std::string& hex : kLeavesHex) tree.add(leaf_hash(from_hex(hex).value()));
  const auto path = inclusion_path(0, 8, tree.reader()).value();
  ASSERT_EQ(path.size(), 3U);
  EXPECT_EQ(to_hex(path[0]), "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
  EXPECT_EQ(to_hex(path[1]), "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
  EXPECT_EQ(to_hex(path[2]), "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
}

TEST(Merkle, roots_and_paths_of_all_sizes_to_40_equal_the_naive_ones_and_verify) {
  Tree tree;
  Leaves leaves;
  for (std::size_t size = 0; size <= 40; ++size) {
    const Digest whole = naive_root(leaves);
    EXPECT_EQ(root(size, tree.reader()).value(), whole) << size;
    for (std::size_t i = 0; i < size; ++i) {
      const auto path = inclusion_path(i, size, tree.reader()).value();
      EXPECT_EQ(path, naive_path(i, leaves)) << i << " of " << size;
      EXPECT_TRUE(inclusion_holds({i, size, path}, leaves[i], whole)) << i << " of " << size;
    }
    EXPECT_FALSE(inclusion_path(size, size, tree.reader()));
    leaves.push_back(test_leaf(size));
    tree.add(leaves.back());
  }
}

TEST(Merkle, every_earlier_tree_is_proven_to_be_a_beginning) {
  Tree tree;
  std::vector<TreeHead> heads = {{0, sha256({})}};
  for (std::size_t size = 1; size <= 40; ++size) {
    tree.add(test_leaf(size));
    heads.push_back({size, root(size, tree.reader()).value()});
    for (std::size_t from = 0; from <= size; ++from) {
      const auto path = consistency_path(from, size, tree.reader()).value();
      EXPECT_TRUE(consistency_holds(heads[from], heads[size], path)) << from << " to " << size;
      TreeHead forked = heads[from];
      forked.root[7] ^= 1;
      EXPECT_FALSE(consistency_holds(forked, heads[size], path)) << from << " to " << size;
    }
  }
  EXPECT_FALSE(consistency_path(2, 1, tree.reader()));
}

TEST(Merkle, a_path_changed_in_any_hash_length_or_place_does_not_hold) {
  Tree tree;
  for (std::size_t i = 0; i < 21; ++i) tree.add(test_leaf(i));
  const Digest whole = root(21, tree.reader()).value();
  const auto path = inclusion_path(13, 21, tree.reader()).value();
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto changed = path;
    changed[i][31] ^= 0x80;
    EXPECT_FALSE(inclusion_holds({13, 21, changed}, test_leaf(13), whole)) << i;
  }
  auto longer = path;
  longer.push_back(whole);
  const std::vector<Digest> shorter(path.begin(), path.end() - 1);
  EXPECT_FALSE(inclusion_holds({13, 21, longer}, test_leaf(13), whole));
  EXPECT_FALSE(inclusion_holds({13, 21, shorter}, test_leaf(13), whole));
  EXPECT_FALSE(inclusion_holds({12, 21, path}, test_leaf(13), whole));
  EXPECT_FALSE(inclusion_holds({21, 21, path}, test_leaf(13), whole));
  EXPECT_FALSE(inclusion_holds({0, 0, {}}, test_leaf(13), sha256({})));
}

TEST(Merkle, a_path_in_a_million_leaves_takes_tens_of_reads) {
  int reads = 0;
  const NodeReader reader = [&reads](int, std::uint64_t) -> Result<Digest> {
    ++reads;
    return Digest{};
  };
  constexpr std::uint64_t kSize = 1'000'003;
  EXPECT_EQ(inclusion_path(kSize / 2, kSize, reader).value().size(), 20U);
  EXPECT_LE(reads, 40);
  reads = 0;
  EXPECT_TRUE(consistency_path(777'777, kSize, reader));
  EXPECT_LE(reads, 60);
}

TEST(Merkle, a_reader_that_fails_is_told) {
  const NodeReader broken = [](int, std::uint64_t) -> Result<Digest> {
    return fail(ErrorCode::corrupt, "gone");
  };
  EXPECT_EQ(root(3, broken).error().code, ErrorCode::corrupt);
  EXPECT_EQ(inclusion_path(1, 3, broken).error().code, ErrorCode::corrupt);
  EXPECT_EQ(consistency_path(1, 3, broken).error().code, ErrorCode::corrupt);
  EXPECT_EQ(append(1, Digest{}, broken).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace truename::audit
