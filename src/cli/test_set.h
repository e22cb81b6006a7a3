// TestSet: the list of pairs of `truename evaluate`, read from one of its three forms; compares
// nothing.
#pragma once

#include <filesystem>
#include <string>

#include "base/crypto.h"
#include "base/result.h"
#include "evaluation/folder_pairs.h"
#include "evaluation/pair_list.h"

namespace truename::cli {

struct TestSetSource {
  std::string pairs;   // LFW's list
  std::string csv;     // or first,second,same and groups
  std::string folder;  // or one sub-folder a subject
  std::string images;  // where the pictures of a list lie
  evaluation::FolderPairs drawing;
};

struct TestSet {
  evaluation::PairList list;
  Digest digest{};               // of pictures and pairs
  std::filesystem::path images;  // paths of the list lie below
};

// bad_input also when a picture does not exist, before any work is done for the others.
Result<TestSet> read_test_set(const TestSetSource& source);

}  // namespace truename::cli
