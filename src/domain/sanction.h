// Sanction lists as kept: whom a list names, by keyed digest alone, and from when until when;
// holds no number, no name and no rule.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/life.h"
#include "domain/principal.h"

namespace truename::domain {

struct SanctionEntry {
  HolderId holder;
  int grade = 1;  // 1 to 99, higher is graver
  Date from;      // the first day on which it holds
  Date until;     // the first day on which it holds no more (R76)
  friend bool operator==(const SanctionEntry&, const SanctionEntry&) = default;
};

// What is known of a list beside its entries.
struct SanctionHead {
  std::string id;  // 1..48 of a-z, 0-9, "-" and "."
  Actor by;
  Timestamp imported_at;
  Digest policy_digest{};  // of the pack in force then
  friend bool operator==(const SanctionHead&, const SanctionHead&) = default;
};
struct SanctionList {
  SanctionHead head;
  std::vector<SanctionEntry> entries;  // in any order
};
bool is_list_id(std::string_view text);

// How a list stands from `at` on: what a leaf of the log commits to, docs/formats/sanctions.md.
struct SanctionRecord {
  SanctionHead head;
  std::size_t entries = 0;
  Digest entries_digest{};
  Timestamp at;
  friend bool operator==(const SanctionRecord&, const SanctionRecord&) = default;
};
// `ordered` by holder and first day.
Digest entries_digest(std::span<const SanctionEntry> ordered);
std::string sanction_text(const SanctionRecord& record);
// bad_input, or corrupt unless `text` is byte for byte what sanction_text writes.
Result<SanctionRecord> parse_sanction(std::string_view text);

}  // namespace truename::domain
