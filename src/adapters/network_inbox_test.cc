#include "adapters/network_inbox.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/files.h"
#include "base/folder_for_test.h"

namespace truename::adapters {
namespace {

TEST(NetworkInbox, files_are_taken_by_name_and_stand_in_done_beside_their_report) {
  const FolderForTest folder;
  const NetworkInbox inbox(folder.path());
  std::ofstream(folder.path() / "b.jsonl") << "second";
  std::ofstream(folder.path() / "a.jsonl") << "first";
  std::ofstream(folder.path() / "c.jsonl.part") << "not whole yet";
  for (const char* const expected : {"first", "second"}) {
    const auto delivery = inbox.next().value();
    ASSERT_TRUE(delivery);
    EXPECT_EQ(delivery->text, expected);
    EXPECT_EQ(inbox.next().value()->name, delivery->name) << "until it is done";
    ASSERT_TRUE(inbox.done(*delivery, "a report\n"));
    const auto done = folder.path() / "done";
    EXPECT_EQ(read_text_file(done / delivery->name, 100).value(), expected);
    EXPECT_EQ(read_text_file(done / (delivery->name + ".report.json"), 100).value(), "a report\n");
  }
  EXPECT_FALSE(inbox.next().value());
}

TEST(NetworkInbox, a_folder_that_is_not_there_has_no_files) {
  const FolderForTest folder;
  EXPECT_FALSE(NetworkInbox(folder.path() / "none").next().value());
}

}  // namespace
}  // namespace truename::adapters
