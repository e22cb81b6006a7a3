#include "audit/leaf.h"

#include <algorithm>
#include <optional>

#include "audit/fixed_bytes.h"
#include "base/check.h"
#include "base/json.h"

namespace truename::audit {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kTextLimit = 1024;  // bytes; a leaf has about 300
constexpr std::size_t kCaseIdLimit = 64;

bool is_case_id(const std::string& text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= kCaseIdLimit && std::ranges::all_of(text, allowed);
}

std::optional<LeafKind> parse_kind(std::string_view text) {
  for (const LeafKind kind : {LeafKind::registration, LeafKind::life_event, LeafKind::order_done,
                              LeafKind::pack_activation, LeafKind::sanction_list}) {
    if (leaf_kind_text(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace

std::string_view leaf_kind_text(LeafKind kind) {
  switch (kind) {
    case LeafKind::registration:
      return "registration";
    case LeafKind::life_event:
      return "life_event";
    case LeafKind::order_done:
      return "order_done";
    case LeafKind::pack_activation:
      return "pack_activation";
    case LeafKind::sanction_list:
      return "sanction_list";
  }
  CHECK(false);
}

Digest commitment_of(const Digest& salt, std::string_view record) {
  return Sha256().add(salt).add(as_bytes(record)).finish();
}

Value leaf_value(const Leaf& leaf) {
  const bool registration = leaf.kind == LeafKind::registration;
  Value out;
  out.set("version", kVersion).set("kind", leaf_kind_text(leaf.kind));
  if (registration) out.set("case_id", leaf.case_id);
  out.set("at", timestamp_text(leaf.at)).set("policy_digest", to_base64(leaf.policy_digest));
  if (registration) out.set("model_set_digest", to_base64(leaf.model_set_digest));
  out.set("commitment", to_base64(leaf.commitment));
  return out;
}

std::string leaf_text(const Leaf& leaf) { return write_json(leaf_value(leaf)); }

Result<Leaf> parse_leaf(const Value& value) {
  Fields in(value, "leaf");
  Leaf out;
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  const auto kind = parse_kind(in.text("kind"));
  if (!kind) in.complain("has an unknown kind");
  out.kind = kind.value_or(LeafKind::registration);
  const bool registration = out.kind == LeafKind::registration;
  if (registration) out.case_id = in.text("case_id");
  if (registration && !is_case_id(out.case_id)) in.complain("has a malformed case_id");
  const auto at = parse_timestamp(in.text("at"));
  if (!at) in.complain("needs \"at\" as a UTC time with milliseconds");
  out.at = at.value_or(Timestamp{});
  out.policy_digest = fixed_bytes<Digest>(in, "policy_digest");
  if (registration) out.model_set_digest = fixed_bytes<Digest>(in, "model_set_digest");
  out.commitment = fixed_bytes<Digest>(in, "commitment");
  TRY_STATUS(in.finish());
  return out;
}

Result<Leaf> parse_leaf_text(std::string_view text) {
  if (text.size() > kTextLimit) return fail(ErrorCode::too_large, "A leaf is over 1 KiB.");
  const Value value = TRY(parse_json(text));
  Leaf leaf = TRY(parse_leaf(value));
  if (leaf_text(leaf) != text) {
    return fail(ErrorCode::corrupt, "A leaf is not in canonical form; it was changed.");
  }
  return leaf;
}

}  // namespace truename::audit
