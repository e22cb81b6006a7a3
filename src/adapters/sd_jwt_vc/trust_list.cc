#include "adapters/sd_jwt_vc/trust_list.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/fields.h"
#include "base/toml.h"

namespace truename::adapters {
namespace {

constexpr std::size_t kTextLimit = 512;  // bytes; addresses and names of types

std::string read_short(Fields& in, std::string_view key) {
  std::string text = in.text(key);
  if (text.empty() || text.size() > kTextLimit) {
    in.complain("needs \"" + std::string(key) + "\" of 1 to 512 bytes");
  }
  return text;
}

PublicKey read_key(Fields& in) {
  PublicKey key{};
  const auto bytes = from_hex(in.text("public_key"));
  if (bytes && bytes->size() == key.size()) {
    std::copy(bytes->begin(), bytes->end(), key.begin());
  } else {
    in.complain("needs \"public_key\" as 64 hex digits (Ed25519)");
  }
  return key;
}

Result<TrustedIssuer> parse_issuer(const Value& table, const std::string& where) {
  Fields in(table, where);
  TrustedIssuer out;
  out.iss = read_short(in, "iss");
  out.vct = in.texts("vct");
  if (out.vct.empty() || out.vct.size() > kIssuerLimit) in.complain("needs 1 to 64 \"vct\"");
  for (const std::string& text : in.texts("document_types")) {
    const auto type = domain::parse_document_type(text);
    if (!type || *type == domain::DocumentType::unrecognised) {
      in.complain("has the unknown document type \"" + text + "\"");
      break;
    }
    out.document_types.push_back(*type);
  }
  if (out.document_types.empty()) in.complain("needs \"document_types\" that it may vouch for");
  out.key = read_key(in);
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace

Result<TrustList> parse_trust_list(std::string_view toml_text, std::string_view name) {
  const std::string file(name);
  const Value root = TRY(parse_toml(toml_text, name));
  Fields in(root, file);
  TrustList out;
  if (in.integer("version") != 1) in.complain("has a version this program does not know");
  out.audience = read_short(in, "audience");
  const Array& tables = in.array("issuer");
  if (tables.empty() || tables.size() > kIssuerLimit) in.complain("needs 1 to 64 issuers");
  TRY_STATUS(in.finish());
  std::set<std::pair<std::string, PublicKey>> seen;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string where = file + " issuer " + std::to_string(i + 1);
    out.issuers.push_back(TRY(parse_issuer(tables[i], where)));
    if (!seen.insert({out.issuers.back().iss, out.issuers.back().key}).second) {
      return fail(ErrorCode::bad_input, where + " stands here twice with one key.");
    }
  }
  return out;
}

}  // namespace truename::adapters
