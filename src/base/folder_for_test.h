// A folder of one test, gone with the object; no part of the program.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace truename {

class FolderForTest {
 public:
  FolderForTest() {
    std::string name = testing::TempDir() + "truename_XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~FolderForTest() { std::filesystem::remove_all(path_); }
  FolderForTest(const FolderForTest&) = delete;
  FolderForTest& operator=(const FolderForTest&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace truename
