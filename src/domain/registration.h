// One registration case as remembered: who asked for what, what was seen, what was decided.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/crypto.h"
#include "base/strong.h"
#include "base/time.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "domain/evidence.h"
#include "domain/line.h"

namespace truename::domain {

// "c" + 32 hex digits of randomness: unguessable, says nothing.
using CaseId = Strong<struct CaseIdTag, std::string>;
// 1..128 printable ASCII characters, chosen by the caller of one sale.
using IdempotencyKey = Strong<struct IdempotencyKeyTag, std::string>;

// What is kept of the person (R3): sealed by the store, erased with the person's key (R108).
struct HolderRecord {
  DocumentType document_type = DocumentType::unrecognised;
  PersonName name;
  IdentityNumber number;
  std::string issuing_state;  // passport only: two states may give out the same number
  std::optional<Date> birth_date;
  Address address;
  // Under whose name the number is counted, where the pack says that several types bear it (R70).
  std::optional<DocumentType> counted_as{};
};

struct CaseRecord {
  CaseId id;
  Timestamp at;
  IdempotencyKey idempotency_key;
  Digest request_digest{};  // over every part of the request; tells a repeat from a reuse
  Line line;
  // Absent when no identity number could be read.
  std::optional<HolderRecord> holder;
  std::optional<HolderRecord> acting;  // who acted for the holder; kept with them (R9, R11)
  Evidence evidence;
  Decision decision;
  std::string policy_id;
  Digest policy_digest{};
  Digest model_set_digest{};
  int line_cap = 0;  // slots an identity has under this pack; the store enforces it (R67)
};

// The holder as an identity: nullptr unless the number holds its own check, and, where a credential
// was shown instead of a document, unless the credential holds too. A misread number, or what
// nobody trusted has said, must not count against somebody else's lines.
const HolderRecord* identity_of(const CaseRecord& record);

// A case after its commit.
struct CommittedCase {
  CaseRecord record;
  std::uint64_t leaf_index = 0;
  std::string receipt;  // docs/formats/receipt.md
};

}  // namespace truename::domain
