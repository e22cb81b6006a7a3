// Vault: the keys beside the database, and what is sealed under them; holds no person itself.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/crypto.h"
#include "base/result.h"
#include "domain/device.h"
#include "domain/life.h"
#include "domain/registration.h"
#include "storage/data_folder.h"

namespace truename::storage {

// One person's key, as it stands in a row: its bytes wrapped under the master key.
struct Person {
  Bytes id;                        // 16 random bytes
  std::optional<Digest> identity;  // absent where no identity was established
  Key key{};
};

class Vault {
 public:
  // First start: makes the key file, mode 0600, whole or not at all.
  static Result<Vault> create(const DataFolder& folder);
  // bad_input when others may read the key file, not_found when there is none.
  static Result<Vault> open(const DataFolder& folder);

  // Equal for equal document type (or what it is counted as, R70), issuing state and number, and
  // nothing else is learnt without the key (R68).
  Digest identity_digest(const domain::HolderRecord& holder) const;

  // The first 16 bytes of it: what a life calls its holder.
  domain::HolderId holder_id(const domain::HolderRecord& holder) const;

  // 16 bytes of a keyed digest: equal for equal devices, and no more is learnt without the key.
  domain::DeviceId device_id(const domain::Imei& imei) const;

  Bytes wrap(const Person& person) const;
  // Fills in person.key; corrupt unless the wrapped key belongs to that id and identity.
  Status unwrap(ByteView wrapped, Person& person) const;

  const SigningKey& signing_key() const { return signing_key_; }
  // For what concerns nobody: a number without a holder, a pack.
  Key store_key() const;
  // Names the log in its checkpoints.
  std::string origin() const;

 private:
  Key master_key_{};
  Key digest_key_{};
  SigningKey signing_key_;
};

Person new_person(std::optional<Digest> identity);
// The holder's fields, and those of who acted for them, readable with the holder's key alone, and
// in that case alone.
struct SealedPersons {
  domain::HolderRecord holder;
  std::optional<domain::HolderRecord> acting;
};
Bytes seal_persons(const Person& person, const domain::CaseId& id, const SealedPersons& persons);
Result<SealedPersons> open_persons(const Person& person, const domain::CaseId& id, ByteView sealed);
domain::HolderId holder_of(const Digest& identity);
// What makes a leaf's commitment unguessable; dies with the person's key (R114).
Digest leaf_salt(const Person& person, const domain::CaseId& id);
// Of a part of the record that its holder may not try out; unlike leaf_salt in no receipt (R40).
Digest part_salt(const Person& person, const domain::CaseId& id, std::string_view part);

}  // namespace truename::storage
