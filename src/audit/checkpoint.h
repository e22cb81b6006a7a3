// Checkpoint: the log's size and root under the operator's signature; a promise that it never
// forks.
#pragma once

#include <cstdint>
#include <string>

#include "base/crypto.h"
#include "base/result.h"
#include "base/time.h"
#include "base/value.h"

namespace truename::audit {

struct Checkpoint {
  std::string origin;  // names the log, e.g. "truename/" + first 16 hex digits of the public key
  std::uint64_t size = 0;
  Digest root{};
  Timestamp at;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

struct SignedCheckpoint {
  Checkpoint checkpoint;
  PublicKey public_key{};
  Signature signature{};  // Ed25519 over checkpoint_text
};

// The signed bytes; docs/formats/checkpoint.md.
std::string checkpoint_text(const Checkpoint& checkpoint);
SignedCheckpoint sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
bool checkpoint_holds(const SignedCheckpoint& signed_checkpoint);

Value checkpoint_value(const SignedCheckpoint& signed_checkpoint);
Result<SignedCheckpoint> parse_checkpoint(const Value& value);

}  // namespace truename::audit
