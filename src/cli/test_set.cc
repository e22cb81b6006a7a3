#include "cli/test_set.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/files.h"
#include "cli/pairs.h"

namespace truename::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kListLimitBytes = 512UL * 1024 * 1024;
constexpr std::size_t kPictureLimit = 1'000'000;

// LFW's first line, "5<TAB>300"; without one there are no folds.
void read_folds(const std::string& text, evaluation::PairList& list) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::size_t tab = text.find_first_of("\t ");
  if (tab >= end) return;
  const char* const data = text.data();
  const auto folds = std::from_chars(data, data + tab, list.folds);
  const auto size = std::from_chars(data + tab + 1, data + end, list.fold_size);
  const bool whole = folds.ec == std::errc() && folds.ptr == data + tab && size.ec == std::errc() &&
                     (size.ptr == data + end || *size.ptr == '\r');
  if (!whole) list.folds = list.fold_size = 0;
}

Result<evaluation::PairList> read_lfw(const std::string& file) {
  const std::string text = TRY(read_text_file(file, kListLimitBytes));
  const std::vector<Pair> pairs = TRY(parse_pairs(text));
  evaluation::PairListBuilder builder;
  for (const Pair& pair : pairs) TRY_STATUS(builder.add(pair.first, pair.second, pair.same_person));
  evaluation::PairList list = TRY(std::move(builder).finish());
  read_folds(text, list);
  return list;
}

bool is_picture(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

Result<evaluation::PairList> read_folder(const TestSetSource& source) {
  std::error_code error;
  std::vector<std::string> pictures;
  fs::recursive_directory_iterator entry(source.folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry.depth() == 0 || !is_picture(entry->path()) || !entry->is_regular_file(error))
      continue;
    if (pictures.size() == kPictureLimit) {
      return fail(ErrorCode::too_large, "The folder holds over 1,000,000 pictures; split it.");
    }
    pictures.push_back(entry->path().lexically_relative(source.folder).generic_string());
  }
  if (error) {
    return fail(ErrorCode::not_found,
                "Cannot read the folder " + source.folder + ": " + error.message() + ".");
  }
  std::sort(pictures.begin(), pictures.end());
  return evaluation::pairs_of_folders(std::move(pictures), source.drawing);
}

Digest digest_of(const evaluation::PairList& list) {
  Sha256 digest;
  for (const std::string& picture : list.pictures) digest.add(as_bytes(picture + "\n"));
  std::string rows;
  for (const evaluation::Pair& pair : list.pairs) {
    rows += std::to_string(pair.row) + " " + std::to_string(pair.first) + " " +
            std::to_string(pair.second) + (pair.same_person ? " 1\n" : " 0\n");
    if (rows.size() > 1 << 20) digest.add(as_bytes(std::exchange(rows, {})));
  }
  return digest.add(as_bytes(rows)).finish();
}

Status check_pictures(const TestSet& set) {
  std::vector<std::uint8_t> missing(set.list.pictures.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    std::error_code ignored;
    missing[i] = fs::is_regular_file(set.images / set.list.pictures[i], ignored) ? 0 : 1;
    count += missing[i];
  }
  if (count == 0) return {};
  const auto first =
      std::find_if(set.list.pairs.begin(), set.list.pairs.end(), [&](const evaluation::Pair& pair) {
        return missing[pair.first] != 0 || missing[pair.second] != 0;
      });
  const std::uint32_t picture = missing[first->first] != 0 ? first->first : first->second;
  return fail(ErrorCode::not_found,
              std::to_string(count) + " pictures of the list do not exist, first \"" +
                  set.list.pictures[picture] + "\" of pair " + std::to_string(first->row) +
                  "; check the list and --images.");
}

}  // namespace

Result<TestSet> read_test_set(const TestSetSource& source) {
  TestSet set;
  if (!source.folder.empty()) {
    set.list = TRY(read_folder(source));
    set.images = source.folder;
  } else if (!source.pairs.empty()) {
    set.list = TRY(read_lfw(source.pairs));
    set.images = source.images;
  } else {
    const std::string text = TRY(read_text_file(source.csv, kListLimitBytes));
    set.list = TRY(evaluation::parse_pair_csv(text));
    set.images = source.images;
  }
  set.digest = digest_of(set.list);
  TRY_STATUS(check_pictures(set));
  return set;
}

}  // namespace truename::cli
