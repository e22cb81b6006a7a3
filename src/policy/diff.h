// What differs between two packs, found in their TOML trees and told in words: what changes for
// whom; knows no rule kind's code, and decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace truename::policy {

enum class ChangeKind { added, removed, changed };
std::string_view change_kind_text(ChangeKind kind);

// One difference. Items of a list are told apart by their id (or signal, or name), so that a rule
// that only moved is no difference.
struct Change {
  ChangeKind kind = ChangeKind::changed;
  std::vector<std::string> path;  // {"rule", "line-cap", "max_lines", "value"}
  Value before;                   // null when added
  Value after;                    // null when removed
};

// In the order of the newer pack, then what was removed. Comments and layout are no difference.
std::vector<Change> compare_packs(const Value& older, const Value& newer);

struct ToldChange {
  Change change;
  std::string whom;      // "A person opening a line"
  std::string sentence;  // "A person opening a line may now hold 3 active lines, not 5."
};
// Of two parsed packs, what compare_packs finds, each told; in English.
std::vector<ToldChange> tell_changes(const Value& older, const Value& newer);

Value told_value(const ToldChange& told);

}  // namespace truename::policy
