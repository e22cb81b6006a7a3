#include "document/examine.h"

#include <string>

#include "base/check.h"
#include "document/fold.h"
#include "document/mrz.h"
#include "document/resident_id.h"

namespace truename::document {
namespace {

using domain::Check;
using domain::DocumentEvidence;
using domain::DocumentFields;
using domain::DocumentReading;

Check check_of(bool holds) { return holds ? Check::pass : Check::fail; }

void examine_resident_id(const DocumentFields& fields, const Date& today, DocumentEvidence& out) {
  out.fields_complete =
      check_of(!fields.name.empty() && !fields.number.empty() && !fields.sex.empty() &&
               !fields.nation.empty() && fields.birth_date && !fields.address.empty());
  if (fields.number.empty()) return;  // not read, which is not the same as wrong
  const auto number = parse_resident_id(fields.number.reveal(), today);
  out.number = check_of(number.has_value());
  if (!number) return;
  out.consistent = check_of(fields.birth_date == number->birth_date && fields.sex == number->sex);
  out.holder_age_years = years_between(number->birth_date, today);
}

void examine_passport(const DocumentFields& fields, const Date& today, DocumentEvidence& out) {
  out.fields_complete =
      check_of(!fields.name.empty() && !fields.number.empty() && !fields.issuing_state.empty() &&
               fields.birth_date && fields.expiry_date);
  const auto mrz = parse_mrz(fields.mrz, today);
  out.number = check_of(mrz && mrz->failed_checks.empty());
  if (!mrz) return;
  out.consistent = check_of(fields.birth_date == mrz->birth_date &&
                            fields.number.reveal() == mrz->document_number);
  if (mrz->expiry_date) out.unexpired = check_of(today <= *mrz->expiry_date);
  if (mrz->birth_date) out.holder_age_years = years_between(*mrz->birth_date, today);
}

// A field that was not read cannot differ: the picture is at fault then, not what was entered, and
// fields_complete says so. Agreement is said only when every claimed field was compared.
class ClaimComparison {
 public:
  void add(std::string_view field, const std::string& claimed, const std::string& read) {
    claimed_ = true;
    if (read.empty()) {
      all_compared_ = false;
    } else if (fold(claimed) != fold(read)) {
      disagreeing_.emplace_back(field);
    }
  }
  void write_to(DocumentEvidence& out) && {
    if (!disagreeing_.empty()) {
      out.claim_agreement = Check::fail;
    } else if (claimed_ && all_compared_) {
      out.claim_agreement = Check::pass;
    }
    out.disagreeing_fields = std::move(disagreeing_);
  }

 private:
  bool claimed_ = false;
  bool all_compared_ = true;
  std::vector<std::string> disagreeing_;
};

void examine_claim(const DocumentFields& fields,
                   const std::optional<domain::PersonName>& claimed_name,
                   const std::optional<domain::IdentityNumber>& claimed_number,
                   DocumentEvidence& out) {
  ClaimComparison claim;
  if (claimed_name) claim.add("name", claimed_name->reveal(), fields.name.reveal());
  if (claimed_number) claim.add("number", claimed_number->reveal(), fields.number.reveal());
  std::move(claim).write_to(out);
}

}  // namespace

DocumentEvidence examine(const DocumentReading& reading,
                         const std::optional<domain::PersonName>& claimed_name,
                         const std::optional<domain::IdentityNumber>& claimed_number,
                         const Date& today) {
  DocumentEvidence out;
  out.type = reading.type;
  out.portrait_found = !reading.portrait.empty() && reading.portrait_has_face;
  if (reading.type == domain::DocumentType::unrecognised) return out;
  // Of the other types no picture is read: their checks stay as they are, and satisfy nothing.
  if (reading.type == domain::DocumentType::cn_resident_id) {
    examine_resident_id(reading.fields, today, out);
  } else if (reading.type == domain::DocumentType::passport_td3) {
    examine_passport(reading.fields, today, out);
  }
  examine_claim(reading.fields, claimed_name, claimed_number, out);
  return out;
}

DocumentEvidence examine_vouched(const domain::HolderRecord& holder,
                                 const std::optional<domain::PersonName>& claimed_name,
                                 const std::optional<domain::IdentityNumber>& claimed_number,
                                 const Date& today) {
  DocumentEvidence out;
  std::optional<Date> birth_date = holder.birth_date;
  out.number = check_of(!holder.number.empty());
  if (holder.document_type == domain::DocumentType::cn_resident_id) {
    const auto number = parse_resident_id(holder.number.reveal(), today);
    out.number = check_of(number.has_value());
    if (number && birth_date) out.consistent = check_of(*birth_date == number->birth_date);
    if (number) birth_date = number->birth_date;
  }
  if (birth_date && *birth_date <= today) {
    out.holder_age_years = years_between(*birth_date, today);
  }
  DocumentFields fields;
  fields.name = holder.name;
  fields.number = holder.number;
  examine_claim(fields, claimed_name, claimed_number, out);
  return out;
}

}  // namespace truename::document
