#include "policy/signature.h"

#include <algorithm>

#include "base/fields.h"
#include "base/toml.h"

namespace truename::policy {
namespace {

constexpr int kVersion = 1;
constexpr std::string_view kSeparator = "truename policy pack signature v1\n";
constexpr std::size_t kTextLimit = 4096;  // bytes; ours have about 400
constexpr std::size_t kKeyIdDigits = 16;

std::string signed_text(std::string_view pack_text) {
  return std::string(kSeparator).append(pack_text);
}

Signature read_signature(Fields& in) {
  Signature out{};
  const auto bytes = from_hex(in.text("signature"));
  if (!bytes || bytes->size() != out.size()) {
    in.complain("needs \"signature\" as 128 hex digits");
  } else {
    std::copy(bytes->begin(), bytes->end(), out.begin());
  }
  return out;
}

}  // namespace

std::string key_id_of(const PublicKey& key) {
  return "k" + to_hex(sha256(key)).substr(0, kKeyIdDigits);
}

PackSignature sign_pack(const SigningKey& key, std::string_view pack_id,
                        std::string_view pack_text) {
  return {.pack_id = std::string(pack_id),
          .pack_digest = sha256(as_bytes(pack_text)),
          .key_id = key_id_of(key.public_key),
          .signature = sign(key, as_bytes(signed_text(pack_text)))};
}

Status verify_pack(const PackSignature& signature, const PublicKey& key, std::string_view pack_id,
                   std::string_view pack_text) {
  if (signature.pack_id != pack_id || signature.pack_digest != sha256(as_bytes(pack_text))) {
    return fail(ErrorCode::corrupt, "pack.changed: " + std::string(pack_id) +
                                        " is not what was signed; sign it again after a look at "
                                        "truename policy diff, or put the signed bytes back.");
  }
  const bool fits = signature.key_id == key_id_of(key) &&
                    verify_signature(key, as_bytes(signed_text(pack_text)), signature.signature);
  if (fits) return {};
  return fail(ErrorCode::corrupt, "pack.signature_changed: The signature beside " +
                                      std::string(pack_id) +
                                      " does not fit it; have it signed again.");
}

std::string signature_text(const PackSignature& signature) {
  return "version = " + std::to_string(kVersion) + "\npack = \"" + signature.pack_id +
         "\"\ndigest = \"" + digest_text(signature.pack_digest) + "\"\nkey = \"" +
         signature.key_id + "\"\nsignature = \"" + to_hex(signature.signature) + "\"\n";
}

Result<PackSignature> parse_signature(std::string_view text, std::string_view name) {
  const std::string file(name);
  if (text.size() > kTextLimit) return fail(ErrorCode::too_large, file + " is over 4 KiB.");
  const Value root = TRY(parse_toml(text, name));
  Fields in(root, file);
  PackSignature out;
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  out.pack_id = in.text("pack");
  const auto digest = parse_digest(in.text("digest"));
  if (!digest) in.complain("needs \"digest\" as sha256: and 64 hex digits");
  if (digest) out.pack_digest = *digest;
  out.key_id = in.text("key");
  out.signature = read_signature(in);
  TRY_STATUS(in.finish());
  if (signature_text(out) != text) {
    return fail(ErrorCode::bad_input,
                file + " is not in the form that truename policy sign writes; sign again.");
  }
  return out;
}

}  // namespace truename::policy
