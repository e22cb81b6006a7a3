#include "domain/sanction.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/fields.h"
#include "base/json.h"
#include "domain/read_time.h"

namespace truename::domain {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kTextLimit = 4096;  // bytes; a record has about 400
constexpr std::size_t kIdLimit = 48;      // characters, so that an event's key holds it

Digest read_digest(Fields& in, std::string_view key) {
  const auto digest = parse_digest(in.text(key));
  if (!digest) in.complain("needs \"" + std::string(key) + "\" as a digest");
  return digest ? *digest : Digest{};
}

SanctionHead read_head(Fields& in) {
  SanctionHead out;
  out.id = in.text("list");
  if (!is_list_id(out.id)) in.complain("needs \"list\" as a list's id");
  out.by.id = PrincipalId(in.text("by"));
  const auto role = parse_role(in.text("role"));
  if (!role) in.complain("has an unknown role");
  out.by.role = role.value_or(Role::fraud);
  out.imported_at = read_time(in, "imported_at");
  out.policy_digest = read_digest(in, "policy_digest");
  return out;
}

}  // namespace

bool is_list_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdLimit && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

Digest entries_digest(std::span<const SanctionEntry> ordered) {
  Sha256 digest;
  for (const SanctionEntry& entry : ordered) {
    const std::string line = holder_text(entry.holder) + " " + std::to_string(entry.grade) + " " +
                             date_text(entry.from) + " " + date_text(entry.until) + "\n";
    digest.add(as_bytes(line));
  }
  return digest.finish();
}

std::string sanction_text(const SanctionRecord& record) {
  return write_json(Value()
                        .set("version", kVersion)
                        .set("kind", "sanction_list")
                        .set("list", record.head.id)
                        .set("by", record.head.by.id.get())
                        .set("role", role_text(record.head.by.role))
                        .set("imported_at", timestamp_text(record.head.imported_at))
                        .set("policy_digest", digest_text(record.head.policy_digest))
                        .set("entries", static_cast<std::int64_t>(record.entries))
                        .set("entries_digest", digest_text(record.entries_digest))
                        .set("at", timestamp_text(record.at)));
}

Result<SanctionRecord> parse_sanction(std::string_view text) {
  if (text.size() > kTextLimit) {
    return fail(ErrorCode::too_large, "The record of a sanction list is over 4 KiB.");
  }
  const Value value = TRY(parse_json(text));
  Fields in(value, "The record of a sanction list");
  SanctionRecord out;
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  if (in.text("kind") != "sanction_list") in.complain("is of another kind");
  out.head = read_head(in);
  const std::int64_t entries = in.integer("entries");
  if (entries < 0) in.complain("has a negative number of entries");
  out.entries = static_cast<std::size_t>(std::max<std::int64_t>(entries, 0));
  out.entries_digest = read_digest(in, "entries_digest");
  out.at = read_time(in, "at");
  TRY_STATUS(in.finish());
  if (sanction_text(out) == text) return out;
  return fail(ErrorCode::corrupt, "The record of a sanction list is not in canonical form.");
}

}  // namespace truename::domain
