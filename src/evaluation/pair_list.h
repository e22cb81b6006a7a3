// PairList: which picture of a test set is compared with which one other; pictures are paths only.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace truename::evaluation {

// Twelve million pairs hold all pairs of 4,899 pictures in about 500 MB.
constexpr std::size_t kPairLimit = 12'000'000;
constexpr std::size_t kPathLimitBytes = 512;
constexpr std::size_t kGroupColumnLimit = 8;
constexpr std::size_t kGroupValueLimit = 64;  // a page of groups that a person can still read
constexpr std::size_t kGroupTextLimitBytes = 64;

struct Pair {
  std::uint32_t row = 0;     // of the list, from 1; how reports name a pair
  std::uint32_t first = 0;   // the reference, in PairList::pictures
  std::uint32_t second = 0;  // the probe
  std::uint32_t groups = 0;  // in PairList::group_values
  bool same_person = false;
};

struct PairList {
  std::vector<std::string> pictures;  // paths below the images folder
  std::vector<Pair> pairs;
  std::size_t repeated = 0;  // rows that named two pictures a second time; counted once
  std::vector<std::string> group_columns;
  std::vector<std::vector<std::string>> group_values;  // a text for each column
  // LFW's own folds: `folds` times `fold_size` genuine, then as many impostor pairs; 0: none.
  std::size_t folds = 0;
  std::size_t fold_size = 0;
};

// Collects pairs and refuses what no honest list holds: a picture with itself, a path that climbs
// out of the images folder, more than the limits above.
class PairListBuilder {
 public:
  explicit PairListBuilder(std::vector<std::string> group_columns = {});
  Status add(std::string_view first, std::string_view second, bool same_person,
             const std::vector<std::string>& groups = {});
  Result<PairList> finish() &&;

 private:
  std::uint32_t picture(std::string_view path);

  PairList list_;
  std::map<std::string, std::uint32_t, std::less<>> pictures_;
  std::map<std::vector<std::string>, std::uint32_t> groups_;
  std::vector<std::map<std::string, int>> seen_;  // values of each group column
  std::uint32_t row_ = 0;
};

// CSV, RFC 4180, with the header first,second,same and any group columns after it; `same` is 1 or
// 0. bad_input names the row. Limit of the text: the caller's.
Result<PairList> parse_pair_csv(std::string_view text);

// The subject of each picture, numbered from 0: pictures in one folder are of one, and pictures
// that genuine pairs join. bad_input when an impostor pair then has one subject.
Result<std::vector<std::uint32_t>> subjects_of(const PairList& list);

}  // namespace truename::evaluation
