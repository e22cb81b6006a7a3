#include "policy/diff.h"

#include <algorithm>

namespace truename::policy {
namespace {

constexpr int kDepthLimit = 16;  // a pack is five deep

using Path = std::vector<std::string>;

Path below(const Path& path, std::string step) {
  Path out = path;
  out.push_back(std::move(step));
  return out;
}

// What tells an item of a list from the others; empty when it has nothing of the sort.
std::string name_of(const Value& item) {
  for (const std::string_view key : {"id", "signal", "name", "event", "kind"}) {
    const Value* const named = item.find(key);
    const std::string* const text = named == nullptr ? nullptr : named->as<std::string>();
    if (text != nullptr) return *text;
  }
  return {};
}

bool is_named_list(const Value& list) {
  const Array* const items = list.as<Array>();
  if (items == nullptr || items->empty()) return false;
  std::vector<std::string> names;
  for (const Value& item : *items) names.push_back(name_of(item));
  std::ranges::sort(names);
  return !names.front().empty() && std::ranges::adjacent_find(names) == names.end();
}

const Value* item_named(const Value& list, const std::string& name) {
  const Array* const items = list.as<Array>();
  if (items == nullptr) return nullptr;
  const auto found =
      std::ranges::find_if(*items, [&name](const Value& item) { return name_of(item) == name; });
  return found == items->end() ? nullptr : &*found;
}

class Comparison {
 public:
  void compare(const Path& path, const Value& older, const Value& newer, int depth) {
    if (older == newer) return;
    const bool deep = depth < kDepthLimit;
    if (deep && older.as<Object>() != nullptr && newer.as<Object>() != nullptr) {
      return compare_tables(path, older, newer, depth);
    }
    const bool named = (is_named_list(older) || is_empty_list(older)) &&
                       (is_named_list(newer) || is_empty_list(newer));
    if (deep && named) return compare_named(path, older, newer, depth);
    if (older.as<Array>() != nullptr && newer.as<Array>() != nullptr) {
      return compare_items(path, *older.as<Array>(), *newer.as<Array>());
    }
    changes.push_back({ChangeKind::changed, path, older, newer});
  }

  std::vector<Change> changes;

 private:
  static bool is_empty_list(const Value& list) {
    return list.as<Array>() != nullptr && list.as<Array>()->empty();
  }

  void add(const Path& path, const Value& newer) {
    if (is_named_list(newer)) return compare_named(path, Array{}, newer, 0);
    changes.push_back({ChangeKind::added, path, {}, newer});
  }
  void remove(const Path& path, const Value& older) {
    if (is_named_list(older)) return compare_named(path, older, Array{}, 0);
    changes.push_back({ChangeKind::removed, path, older, {}});
  }

  void compare_tables(const Path& path, const Value& older, const Value& newer, int depth) {
    for (const auto& [key, value] : *newer.as<Object>()) {
      const Value* const before = older.find(key);
      if (before == nullptr)
        add(below(path, key), value);
      else
        compare(below(path, key), *before, value, depth + 1);
    }
    for (const auto& [key, value] : *older.as<Object>()) {
      if (newer.find(key) == nullptr) remove(below(path, key), value);
    }
  }

  void compare_named(const Path& path, const Value& older, const Value& newer, int depth) {
    for (const Value& item : *newer.as<Array>()) {
      const Value* const before = item_named(older, name_of(item));
      const Path here = below(path, name_of(item));
      if (before == nullptr)
        changes.push_back({ChangeKind::added, here, {}, item});
      else
        compare(here, *before, item, depth + 1);
    }
    for (const Value& item : *older.as<Array>()) {
      if (item_named(newer, name_of(item)) != nullptr) continue;
      changes.push_back({ChangeKind::removed, below(path, name_of(item)), item, {}});
    }
  }

  // A list of plain values: what came and what went, one by one; its order says nothing.
  void compare_items(const Path& path, const Array& older, const Array& newer) {
    for (const Value& item : newer) {
      if (std::ranges::find(older, item) == older.end()) {
        changes.push_back({ChangeKind::added, path, {}, item});
      }
    }
    for (const Value& item : older) {
      if (std::ranges::find(newer, item) == newer.end()) {
        changes.push_back({ChangeKind::removed, path, item, {}});
      }
    }
  }
};

}  // namespace

std::string_view change_kind_text(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return "added";
    case ChangeKind::removed:
      return "removed";
    case ChangeKind::changed:
      return "changed";
  }
  return "changed";
}

std::vector<Change> compare_packs(const Value& older, const Value& newer) {
  Comparison comparison;
  comparison.compare({}, older, newer, 0);
  return std::move(comparison.changes);
}

}  // namespace truename::policy
