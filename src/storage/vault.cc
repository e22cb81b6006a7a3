#include "storage/vault.h"

#include <algorithm>

#include "audit/fixed_bytes.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/json.h"

namespace truename::storage {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kKeyFileLimit = 4096;  // bytes; it has about 200
constexpr std::size_t kPersonIdBytes = 16;

Status check_mode(const std::filesystem::path& path) {
  using std::filesystem::perms;
  std::error_code failed;
  const auto info = std::filesystem::status(path, failed);
  const perms others = perms::group_all | perms::others_all;
  if (failed || (info.permissions() & others) == perms::none) return {};
  return fail(ErrorCode::bad_input,
              "Others than the owner may use the key file; run chmod 600 " + path.string() + ".");
}

// Binds a wrapped key to its row, so that rows cannot be exchanged.
Bytes key_place(const Person& person) {
  Bytes place(as_bytes("truename-person-key").begin(), as_bytes("truename-person-key").end());
  place.insert(place.end(), person.id.begin(), person.id.end());
  if (person.identity) place.insert(place.end(), person.identity->begin(), person.identity->end());
  return place;
}

std::string holder_place(const domain::CaseId& id) { return "truename-holder" + id.get(); }

Value holder_value(const domain::HolderRecord& holder) {
  Value out;
  out.set("document_type", domain::document_type_text(holder.document_type))
      .set("name", holder.name.reveal())
      .set("number", holder.number.reveal())
      .set("issuing_state", holder.issuing_state)
      .set("birth_date", holder.birth_date ? Value(date_text(*holder.birth_date)) : Value())
      .set("address", holder.address.reveal());
  if (holder.counted_as) out.set("counted_as", domain::document_type_text(*holder.counted_as));
  return out;
}

domain::HolderRecord read_holder(Fields& in) {
  domain::HolderRecord out;
  const auto type = domain::parse_document_type(in.text("document_type"));
  if (!type) in.complain("has an unknown document_type");
  out.document_type = type.value_or(domain::DocumentType::unrecognised);
  out.name = domain::PersonName(in.text("name"));
  out.number = domain::IdentityNumber(in.text("number"));
  // Holders sealed before passports were told apart by state have none.
  if (in.has("issuing_state")) out.issuing_state = in.text("issuing_state");
  if (const Value* birth = in.any("birth_date"); birth != nullptr && !birth->is_null()) {
    out.birth_date = parse_date(in.text("birth_date"));
  }
  out.address = domain::Address(in.text("address"));
  if (in.has("counted_as")) {
    out.counted_as = domain::parse_document_type(in.text("counted_as"));
    if (!out.counted_as) in.complain("has an unknown counted_as");
  }
  return out;
}

std::string persons_text(const SealedPersons& persons) {
  Value out = holder_value(persons.holder);
  if (persons.acting) out.set("acting", holder_value(*persons.acting));
  return write_json(out);
}

Result<SealedPersons> parse_persons(std::string_view text) {
  const Value value = TRY(parse_json(text));
  Fields in(value, "holder");
  SealedPersons out{.holder = read_holder(in), .acting = std::nullopt};
  if (in.has("acting")) {
    Fields acting(in.object("acting"), "holder.acting");
    out.acting = read_holder(acting);
    TRY_STATUS(acting.finish());
  }
  TRY_STATUS(in.finish());
  return out;
}

}  // namespace

Result<Vault> Vault::create(const DataFolder& folder) {
  Value out;
  out.set("version", kVersion)
      .set("master_key", to_base64(random_key()))
      .set("digest_key", to_base64(random_key()))
      .set("signing_seed", to_base64(random_key()));
  const std::string text = write_json(out) + "\n";
  TRY_STATUS(write_file(folder.keys(), as_bytes(text), FileMode::owner_only));
  return open(folder);
}

Result<Vault> Vault::open(const DataFolder& folder) {
  TRY_STATUS(check_mode(folder.keys()));
  const auto text = read_text_file(folder.keys(), kKeyFileLimit);
  if (!text && text.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found, "The key file " + folder.keys().string() +
                                          " is missing; restore it from its backup.");
  }
  if (!text) return fail(text.error());
  const Value value = TRY(parse_json(*text));
  Fields in(value, "The key file");
  Vault vault;
  if (in.integer("version") != kVersion) in.complain("has a version this program does not know");
  vault.master_key_ = audit::fixed_bytes<Key>(in, "master_key");
  vault.digest_key_ = audit::fixed_bytes<Key>(in, "digest_key");
  vault.signing_key_ = signing_key_from_seed(audit::fixed_bytes<Key>(in, "signing_seed"));
  TRY_STATUS(in.finish());
  return vault;
}

Digest Vault::identity_digest(const domain::HolderRecord& holder) const {
  const auto counted_as = holder.counted_as.value_or(holder.document_type);
  std::string identity = std::string(domain::document_type_text(counted_as)) + ":";
  if (!holder.issuing_state.empty()) identity += holder.issuing_state + ":";
  identity += holder.number.reveal();
  return keyed_digest(digest_key_, as_bytes(identity));
}

domain::HolderId Vault::holder_id(const domain::HolderRecord& holder) const {
  return holder_of(identity_digest(holder));
}

domain::DeviceId Vault::device_id(const domain::Imei& imei) const {
  const Digest digest = keyed_digest(digest_key_, as_bytes("truename-device:" + imei.reveal()));
  std::array<std::uint8_t, 16> id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return domain::DeviceId(id);
}

Key Vault::store_key() const { return keyed_digest(master_key_, as_bytes("truename-store-key")); }

Bytes Vault::wrap(const Person& person) const {
  return seal(master_key_, person.key, key_place(person));
}

Status Vault::unwrap(ByteView wrapped, Person& person) const {
  const Bytes key = TRY(open_sealed(master_key_, wrapped, key_place(person)));
  if (key.size() != person.key.size()) {
    return fail(ErrorCode::corrupt, "A person's key has another length; restore the database.");
  }
  std::copy(key.begin(), key.end(), person.key.begin());
  return {};
}

std::string Vault::origin() const {
  return "truename/" + to_hex(ByteView(signing_key_.public_key).first(8));
}

Person new_person(std::optional<Digest> identity) {
  Person person{.id = Bytes(kPersonIdBytes), .identity = identity, .key = random_key()};
  random_fill(person.id);
  return person;
}

Bytes seal_persons(const Person& person, const domain::CaseId& id, const SealedPersons& persons) {
  return seal(person.key, as_bytes(persons_text(persons)), as_bytes(holder_place(id)));
}

Result<SealedPersons> open_persons(const Person& person, const domain::CaseId& id,
                                   ByteView sealed) {
  const Bytes plain = TRY(open_sealed(person.key, sealed, as_bytes(holder_place(id))));
  return parse_persons(as_text(plain));
}

domain::HolderId holder_of(const Digest& identity) {
  std::array<std::uint8_t, 16> holder{};
  std::copy_n(identity.begin(), holder.size(), holder.begin());
  return domain::HolderId(holder);
}

Digest leaf_salt(const Person& person, const domain::CaseId& id) {
  return keyed_digest(person.key, as_bytes("truename-leaf-salt" + id.get()));
}

Digest part_salt(const Person& person, const domain::CaseId& id, std::string_view part) {
  const std::string label = "truename-" + std::string(part) + "-salt" + id.get();
  return keyed_digest(person.key, as_bytes(label));
}

}  // namespace truename::storage
