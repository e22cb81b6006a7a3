#include "evaluation/pair_list.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "evaluation/csv.h"

namespace truename::evaluation {
namespace {

bool stays_inside(std::string_view path) {
  if (path.empty() || path.size() > kPathLimitBytes || path.front() == '/') return false;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find('/', from), path.size());
    if (path.substr(from, end - from) == "..") return false;
    from = end + 1;
  }
  return std::none_of(path.begin(), path.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

tl::unexpected<Error> row_error(std::size_t row, const std::string& why) {
  return fail(ErrorCode::bad_input, "Pair " + std::to_string(row) + " of the list " + why + ".");
}

}  // namespace

PairListBuilder::PairListBuilder(std::vector<std::string> group_columns) {
  list_.group_columns = std::move(group_columns);
  seen_.resize(list_.group_columns.size());
}

std::uint32_t PairListBuilder::picture(std::string_view path) {
  const auto known = pictures_.find(path);
  if (known != pictures_.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(list_.pictures.size());
  list_.pictures.emplace_back(path);
  pictures_.emplace(path, number);
  return number;
}

Status PairListBuilder::add(std::string_view first, std::string_view second, bool same_person,
                            const std::vector<std::string>& groups) {
  ++row_;
  if (!stays_inside(first) || !stays_inside(second)) {
    return row_error(row_, "does not name two pictures inside the images folder");
  }
  if (first == second) return row_error(row_, "compares a picture with itself; take it out");
  if (list_.pairs.size() == kPairLimit) {
    return fail(ErrorCode::too_large, "The list is over 12,000,000 pairs; split it.");
  }
  if (groups.size() != list_.group_columns.size()) {
    return row_error(row_, "has not as many columns as the header");
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].empty() || groups[i].size() > kGroupTextLimitBytes) {
      return row_error(row_, "has an empty or over-long group; write 1 to 64 bytes");
    }
    seen_[i].emplace(groups[i], 0);
    if (seen_[i].size() > kGroupValueLimit) {
      return fail(ErrorCode::too_large, "The group column \"" + list_.group_columns[i] +
                                            "\" has more than 64 values; is it a group?");
    }
  }
  const auto next = static_cast<std::uint32_t>(list_.group_values.size());
  const auto [known, added] = groups_.emplace(groups, next);
  if (added) list_.group_values.push_back(groups);
  const std::uint32_t one = picture(first);
  const std::uint32_t other = picture(second);
  list_.pairs.push_back({row_, one, other, known->second, same_person});
  return {};
}

// Which of two rows that name the same two pictures stays: the first.
Result<PairList> PairListBuilder::finish() && {
  const auto key = [](const Pair& pair) {
    return (std::uint64_t{std::min(pair.first, pair.second)} << 32) |
           std::max(pair.first, pair.second);
  };
  std::vector<std::uint32_t> order(list_.pairs.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return key(list_.pairs[a]) < key(list_.pairs[b]);
  });
  std::vector<std::uint32_t> repeats;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Pair& before = list_.pairs[order[i - 1]];
    const Pair& here = list_.pairs[order[i]];
    if (key(before) != key(here)) continue;
    if (before.same_person != here.same_person) {
      return row_error(here.row, "says the contrary of pair " + std::to_string(before.row));
    }
    repeats.push_back(here.row);
  }
  std::sort(repeats.begin(), repeats.end());
  std::erase_if(list_.pairs, [&](const Pair& pair) {
    return std::binary_search(repeats.begin(), repeats.end(), pair.row);
  });
  list_.repeated = repeats.size();
  if (list_.pairs.empty()) return fail(ErrorCode::bad_input, "The list holds no pair.");
  return std::move(list_);
}

Result<PairList> parse_pair_csv(std::string_view text) {
  CsvReader reader(text);
  const std::vector<std::string> header = TRY(reader.next());
  if (header.size() < 3 || header[0] != "first" || header[1] != "second" || header[2] != "same") {
    return fail(ErrorCode::bad_input,
                "The list must open with the columns first,second,same and then groups, if any.");
  }
  const std::vector<std::string> columns(header.begin() + 3, header.end());
  if (columns.size() > kGroupColumnLimit) {
    return fail(ErrorCode::too_large, "The list has more than 8 group columns; leave some out.");
  }
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    const bool doubled = std::find(columns.begin(), column, *column) != column;
    if (column->empty() || column->size() > kGroupTextLimitBytes || doubled) {
      return fail(ErrorCode::bad_input,
                  "Each group column needs a name of its own, 1 to 64 bytes.");
    }
  }
  PairListBuilder builder(columns);
  while (!reader.at_end()) {
    const std::vector<std::string> row = TRY(reader.next());
    if (row.size() == 1 && row[0].empty()) continue;
    const bool marked = row.size() == header.size() && (row[2] == "0" || row[2] == "1");
    if (!marked) {
      return fail(ErrorCode::bad_input, "Row " + std::to_string(reader.row()) +
                                            " needs as many columns as the header, and 1 or 0 in "
                                            "\"same\"; mend it.");
    }
    TRY_STATUS(builder.add(row[0], row[1], row[2] == "1", {row.begin() + 3, row.end()}));
  }
  return std::move(builder).finish();
}

Result<std::vector<std::uint32_t>> subjects_of(const PairList& list) {
  std::vector<std::uint32_t> parent(list.pictures.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t at) {
    while (parent[at] != at) at = parent[at] = parent[parent[at]];
    return at;
  };
  std::map<std::string, std::uint32_t> folders;
  for (std::uint32_t i = 0; i < list.pictures.size(); ++i) {
    const std::size_t slash = list.pictures[i].rfind('/');
    if (slash == std::string::npos) continue;
    const auto [folder, added] = folders.emplace(list.pictures[i].substr(0, slash), i);
    if (!added) parent[root(i)] = root(folder->second);
  }
  for (const Pair& pair : list.pairs) {
    if (pair.same_person) parent[root(pair.first)] = root(pair.second);
  }
  for (const Pair& pair : list.pairs) {
    if (!pair.same_person && root(pair.first) == root(pair.second)) {
      return row_error(pair.row,
                       "says two persons, but the folders or other pairs say that it is one");
    }
  }
  std::map<std::uint32_t, std::uint32_t> numbers;
  std::vector<std::uint32_t> subjects;
  for (std::uint32_t i = 0; i < parent.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(numbers.size());
    subjects.push_back(numbers.emplace(root(i), next).first->second);
  }
  return subjects;
}

}  // namespace truename::evaluation
