#include "audit/checkpoint.h"

#include <algorithm>

#include "audit/fixed_bytes.h"

namespace truename::audit {
namespace {

constexpr std::size_t kOriginLimit = 128;  // characters; a name, not a document

// Printable and without a space: the origin is one line of the signed text.
bool is_origin(const std::string& text) {
  const auto allowed = [](char c) { return c > ' ' && c < '\x7f'; };
  return !text.empty() && text.size() <= kOriginLimit && std::ranges::all_of(text, allowed);
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         to_base64(checkpoint.root) + "\n" + timestamp_text(checkpoint.at) + "\n";
}

SignedCheckpoint sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  const Signature signature = sign(key, as_bytes(checkpoint_text(checkpoint)));
  return {.checkpoint = checkpoint, .public_key = key.public_key, .signature = signature};
}

bool checkpoint_holds(const SignedCheckpoint& signed_checkpoint) {
  return verify_signature(signed_checkpoint.public_key,
                          as_bytes(checkpoint_text(signed_checkpoint.checkpoint)),
                          signed_checkpoint.signature);
}

Value checkpoint_value(const SignedCheckpoint& signed_checkpoint) {
  const Checkpoint& checkpoint = signed_checkpoint.checkpoint;
  Value out;
  out.set("origin", checkpoint.origin)
      .set("size", static_cast<std::int64_t>(checkpoint.size))
      .set("root", to_base64(checkpoint.root))
      .set("at", timestamp_text(checkpoint.at))
      .set("public_key", to_base64(signed_checkpoint.public_key))
      .set("signature", to_base64(signed_checkpoint.signature));
  return out;
}

Result<SignedCheckpoint> parse_checkpoint(const Value& value) {
  Fields in(value, "checkpoint");
  SignedCheckpoint out;
  out.checkpoint.origin = in.text("origin");
  if (!is_origin(out.checkpoint.origin)) in.complain("has a malformed origin");
  const std::int64_t size = in.integer("size");
  if (size < 0) in.complain("has a negative size");
  out.checkpoint.size = static_cast<std::uint64_t>(std::max<std::int64_t>(size, 0));
  out.checkpoint.root = fixed_bytes<Digest>(in, "root");
  const auto at = parse_timestamp(in.text("at"));
  if (!at) in.complain("needs \"at\" as a UTC time with milliseconds");
  out.checkpoint.at = at.value_or(Timestamp{});
  out.public_key = fixed_bytes<PublicKey>(in, "public_key");
  out.signature = fixed_bytes<Signature>(in, "signature");
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace truename::audit
