#include "adapters/token_file/principals_file.h"

#include <set>

#include "base/fields.h"
#include "base/toml.h"

namespace truename::adapters {
namespace {

constexpr std::string_view kHeading =
    "# Who may act (docs/formats/principals.md). Tokens stand here as hashes alone; add with\n"
    "# truename principal add ID --role ROLE, stop one at once with truename principal suspend "
    "ID.\n";

Digest read_hash(Fields& in) {
  const std::string text = in.text("token_hash");
  const auto digest = parse_digest(text);
  if (!digest) {
    in.complain(
        "needs \"token_hash\" as sha256: and 64 hex digits; a token in the clear has no place "
        "here");
  }
  return digest ? *digest : Digest{};
}

Result<PrincipalEntry> parse_entry(const Value& table, const std::string& file) {
  const Value* const named = table.find("id");
  const std::string* const id = named == nullptr ? nullptr : named->as<std::string>();
  Fields in(table, file + " principal " + (id == nullptr ? "without id" : "\"" + *id + "\""));
  PrincipalEntry out;
  auto parsed = domain::parse_principal_id(in.text("id"));
  if (parsed)
    out.principal.id = *std::move(parsed);
  else
    in.complain("needs an \"id\" of 1 to 64 characters a-z, 0-9, \"-\" and \".\"");
  const std::string role_name = in.text("role");
  const auto role = domain::parse_role(role_name);
  if (!role) in.complain("has the unknown role \"" + role_name + "\"");
  out.principal.role = role.value_or(domain::Role::clerk);
  out.principal.outlet = in.text_or("outlet", "");
  if (in.has("outlet") && !domain::is_outlet(out.principal.outlet)) {
    in.complain("needs an \"outlet\" of 1 to 64 characters a-z, 0-9, \"-\" and \".\"");
  }
  out.token_hash = read_hash(in);
  if (in.has("not_after")) {
    out.not_after = parse_date(in.text("not_after"));
    if (!out.not_after) in.complain("needs \"not_after\" as a date, such as 2027-01-31");
  }
  const bool suspended = in.flag_or("suspended", false);
  out.standing = suspended ? Standing::suspended : Standing::active;
  TRY_STATUS(in.finish());
  return out;
}

// The same token twice would be one person with two names, and so two persons.
Status check_unique(const std::vector<PrincipalEntry>& entries, const std::string& file) {
  std::set<domain::PrincipalId> ids;
  std::set<Digest> hashes;
  for (const PrincipalEntry& entry : entries) {
    const bool fresh =
        ids.insert(entry.principal.id).second && hashes.insert(entry.token_hash).second;
    if (fresh) continue;
    return fail(ErrorCode::bad_input, file + " principal \"" + entry.principal.id.get() +
                                          "\" repeats an id or a token; each may stand once.");
  }
  return {};
}

}  // namespace

Result<std::vector<PrincipalEntry>> parse_principals(std::string_view toml_text,
                                                     std::string_view name) {
  const std::string file(name);
  const Value root = TRY(parse_toml(toml_text, name));
  Fields in(root, file);
  const Array& tables = in.array_or_empty("principal");
  if (tables.size() > kPrincipalsLimit) in.complain("has over 2000 principals");
  TRY_STATUS(in.finish());
  std::vector<PrincipalEntry> out;
  for (const Value& table : tables) out.push_back(TRY(parse_entry(table, file)));
  TRY_STATUS(check_unique(out, file));
  return out;
}

std::string principals_text(const std::vector<PrincipalEntry>& entries) {
  std::string out(kHeading);
  for (const PrincipalEntry& entry : entries) {
    out += "\n[[principal]]\nid = \"" + entry.principal.id.get() + "\"\nrole = \"" +
           std::string(domain::role_text(entry.principal.role)) + "\"\n";
    if (!entry.principal.outlet.empty()) out += "outlet = \"" + entry.principal.outlet + "\"\n";
    out += "token_hash = \"" + digest_text(entry.token_hash) + "\"\n";
    if (entry.not_after) out += "not_after = " + date_text(*entry.not_after) + "\n";
    if (entry.standing == Standing::suspended) out += "suspended = true\n";
  }
  return out;
}

std::string new_token() { return to_hex(random_key()); }

Digest token_hash(std::string_view token) { return sha256(as_bytes(token)); }

}  // namespace truename::adapters
