#include "policy/trusted_keys.h"

#include <algorithm>

#include "base/fields.h"
#include "base/toml.h"
#include "policy/signature.h"

namespace truename::policy {
namespace {

constexpr std::size_t kKeysLimit = 64;  // an authority or two, and their successors

domain::PrincipalId read_principal(Fields& in, std::string_view key) {
  auto id = domain::parse_principal_id(in.text(key));
  if (!id) in.complain("needs \"" + std::string(key) + "\" as a principal's id");
  return id ? *std::move(id) : domain::PrincipalId();
}

Result<TrustedKey> parse_key(const Value& table, const std::string& file) {
  Fields in(table, file + " key");
  TrustedKey out;
  out.id = in.text("id");
  const auto bytes = from_hex(in.text("public_key"));
  if (!bytes || bytes->size() != out.public_key.size()) {
    in.complain("needs \"public_key\" as 64 hex digits");
  } else {
    std::copy(bytes->begin(), bytes->end(), out.public_key.begin());
  }
  out.by = read_principal(in, "by");
  out.confirmed_by = read_principal(in, "confirmed_by");
  if (out.by == out.confirmed_by) in.complain("is trusted by one person alone; two must");
  const auto at = parse_timestamp(in.text("at"));
  if (!at) in.complain("needs \"at\" as a UTC time with milliseconds");
  out.at = at.value_or(Timestamp{});
  if (out.id != key_id_of(out.public_key)) in.complain("has an \"id\" that is not its own");
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace

std::string trusted_keys_text(const std::vector<TrustedKey>& keys) {
  std::string out =
      "# Whose signature puts a pack in force here (docs/formats/pack_signature.md).\n";
  for (const TrustedKey& key : keys) {
    out += "\n[[key]]\nid = \"" + key.id + "\"\npublic_key = \"" + to_hex(key.public_key) +
           "\"\nby = \"" + key.by.get() + "\"\nconfirmed_by = \"" + key.confirmed_by.get() +
           "\"\nat = \"" + timestamp_text(key.at) + "\"\n";
  }
  return out;
}

Result<std::vector<TrustedKey>> parse_trusted_keys(std::string_view toml_text,
                                                   std::string_view name) {
  const std::string file(name);
  const Value root = TRY(parse_toml(toml_text, name));
  Fields in(root, file);
  const Array& tables = in.array_or_empty("key");
  if (tables.size() > kKeysLimit) in.complain("has over 64 keys");
  TRY_STATUS(in.finish());
  std::vector<TrustedKey> out;
  for (const Value& table : tables) {
    TrustedKey key = TRY(parse_key(table, file));
    if (find_key(out, key.id)) {
      return fail(ErrorCode::bad_input, file + " names the key " + key.id + " twice.");
    }
    out.push_back(std::move(key));
  }
  return out;
}

Result<TrustedKey> find_key(const std::vector<TrustedKey>& keys, std::string_view id) {
  const auto found = std::ranges::find(keys, id, &TrustedKey::id);
  if (found != keys.end()) return *found;
  return fail(ErrorCode::not_found,
              "pack.key_not_trusted: The key " + std::string(id) +
                  " is not trusted here; two administrators run truename policy trust KEY.pub.");
}

std::string key_file_text(const Key& key) { return to_hex(key) + "\n"; }

Result<Key> parse_key_file(std::string_view text, std::string_view name) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  Key out{};
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != out.size()) {
    return fail(ErrorCode::bad_input,
                std::string(name) + " is no key; truename policy keygen writes one.");
  }
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

}  // namespace truename::policy
