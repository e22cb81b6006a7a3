#include "adapters/sd_jwt_vc/jws.h"

#include <algorithm>

#include "base/json.h"

namespace truename::adapters {
namespace {

Result<Value> parse_object(std::string_view part, std::string_view what) {
  const auto bytes = from_base64url(part);
  if (bytes) {
    auto value = parse_json(as_text(*bytes));
    if (value && value->as<Object>() != nullptr) return value;
  }
  return fail(ErrorCode::bad_input,
              "The " + std::string(what) + " is no JWS: a part of it is no JSON object.");
}

}  // namespace

Result<Jws> parse_jws(std::string_view text, std::string_view what) {
  const std::size_t first = text.find('.');
  const std::size_t second = first == text.npos ? text.npos : text.find('.', first + 1);
  if (second == text.npos || text.find('.', second + 1) != text.npos) {
    return fail(ErrorCode::bad_input, "The " + std::string(what) + " is no JWS of three parts.");
  }
  Jws out;
  out.header = TRY(parse_object(text.substr(0, first), what));
  out.payload = TRY(parse_object(text.substr(first + 1, second - first - 1), what));
  out.signed_text = text.substr(0, second);
  out.signature = TRY(from_base64url(text.substr(second + 1)));
  return out;
}

bool is_signed_by(const Jws& jws, const PublicKey& key) {
  const std::string_view algorithm = text_in(jws.header, "alg");
  if (algorithm != "EdDSA" && algorithm != "Ed25519") return false;  // RFC 8037, RFC 9864
  if (jws.header.find("crit") != nullptr) return false;
  Signature signature{};
  if (jws.signature.size() != signature.size()) return false;
  std::copy(jws.signature.begin(), jws.signature.end(), signature.begin());
  return verify_signature(key, as_bytes(jws.signed_text), signature);
}

std::string_view typ_of(const Jws& jws) { return text_in(jws.header, "typ"); }

std::string_view text_in(const Value& object, std::string_view key) {
  const Value* const value = object.find(key);
  const auto* const text = value == nullptr ? nullptr : value->as<std::string>();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

}  // namespace truename::adapters
