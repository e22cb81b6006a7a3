#include "adapters/pack_folder/pack_folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/folder_for_test.h"

namespace truename::adapters {
namespace {

namespace fs = std::filesystem;

class PackFolderTest : public ::testing::Test {
 protected:
  static domain::Activation activation(const std::string& id, const Date& from,
                                       const std::string& supersedes) {
    domain::Activation out;
    out.pack_id = id;
    out.pack_digest = sha256(as_bytes(id));
    out.effective_from = from;
    out.supersedes = supersedes;
    out.key_id = "k0";
    out.by = domain::PrincipalId("ann");
    out.confirmed_by = domain::PrincipalId("bo");
    return out;
  }

  FolderForTest folder_of_test;
  const fs::path data = folder_of_test.path();
};

TEST_F(PackFolderTest, activations_are_appended_and_found_by_day_and_digest) {
  PackFolder folder(data);
  EXPECT_FALSE(folder.active_on({2026, 1, 1}));
  const auto first = activation("cn-1", {2019, 12, 1}, "");
  ASSERT_TRUE(folder.activate(first));
  ASSERT_TRUE(folder.activate(activation("cn-2", {2026, 3, 1}, "cn-1")));
  PackFolder again(data);
  EXPECT_EQ(again.active_on({2026, 2, 28}).value().record, first);
  EXPECT_EQ(again.active_on({2026, 3, 1}).value().record.pack_id, "cn-2");
  EXPECT_EQ(again.find(first.pack_digest).value(), first);
  EXPECT_EQ(again.find(Digest{}).value(), std::nullopt);
  EXPECT_FALSE(again.activate(first));
}

TEST_F(PackFolderTest, a_line_cut_by_a_crash_was_never_told_and_a_changed_one_is_corrupt) {
  PackFolder folder(data);
  ASSERT_TRUE(folder.activate(activation("cn-1", {2019, 12, 1}, "")));
  {
    std::ofstream(data / "activations.log", std::ios::app) << "{\"version\":1,\"kind\":\"pa";
  }
  EXPECT_EQ(folder.active_on({2026, 1, 1}).value().record.pack_id, "cn-1");
  ASSERT_TRUE(folder.activate(activation("cn-2", {2026, 3, 1}, "cn-1")));
  EXPECT_EQ(folder.active_on({2026, 3, 1}).value().record.pack_id, "cn-2");
  {
    std::ofstream(data / "activations.log", std::ios::app) << "{}\n";
  }
  EXPECT_EQ(folder.active_on({2026, 3, 1}).error().code, ErrorCode::corrupt);
}

TEST_F(PackFolderTest, a_packs_bytes_are_kept_and_what_is_gone_is_named) {
  PackFolder folder(data);
  const auto record = activation("cn-1", {2019, 12, 1}, "");
  EXPECT_TRUE(folder.read(record).error().message.starts_with("pack.missing"));
  ASSERT_TRUE(folder.keep({.id = "cn-1", .text = "cn-1", .signature_text = "s", .cases_text = ""}));
  const auto files = folder.read(record).value();
  EXPECT_EQ(files.text, "cn-1");
  EXPECT_EQ(files.signature_text, "s");
}

}  // namespace
}  // namespace truename::adapters
