#include "document/examine.h"

#include <cctype>
#include <string>

#include "base/check.h"
#include "document/mrz.h"
#include "document/resident_id.h"

namespace truename::document {
namespace {

using domain::Check;
using domain::DocumentEvidence;
using domain::DocumentFields;
using domain::DocumentReading;

Check check_of(bool holds) { return holds ? Check::pass : Check::fail; }

// Case, spaces (also U+3000) and the MRZ's filler do not make another name.
std::string folded(const std::string& text) {
  constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, kIdeographicSpace.size(), kIdeographicSpace) == 0) {
      i += kIdeographicSpace.size() - 1;
    } else if (text[i] != ' ' && text[i] != '<' && text[i] != ',') {
      out += static_cast<char>(std::toupper(static_cast<unsigned char>(text[i])));
    }
  }
  return out;
}

void examine_resident_id(const DocumentFields& fields, const Date& today, DocumentEvidence& out) {
  out.fields_complete =
      check_of(!fields.name.empty() && !fields.number.empty() && !fields.sex.empty() &&
               !fields.nation.empty() && fields.birth_date && !fields.address.empty());
  const auto number = parse_resident_id(fields.number.reveal(), today);
  out.number = check_of(number.has_value());
  if (!number) return;
  out.consistent = check_of(fields.birth_date == number->birth_date && fields.sex == number->sex);
  out.holder_age_years = years_between(number->birth_date, today);
}

void examine_passport(const DocumentFields& fields, const Date& today, DocumentEvidence& out) {
  out.fields_complete = check_of(!fields.name.empty() && !fields.number.empty() &&
                                 fields.birth_date && fields.expiry_date);
  const auto mrz = parse_mrz(fields.mrz, today);
  out.number = check_of(mrz && mrz->failed_checks.empty());
  if (!mrz) return;
  out.consistent = check_of(fields.birth_date == mrz->birth_date &&
                            fields.number.reveal() == mrz->document_number);
  if (mrz->expiry_date) out.unexpired = check_of(today <= *mrz->expiry_date);
  if (mrz->birth_date) out.holder_age_years = years_between(*mrz->birth_date, today);
}

void examine_claim(const DocumentFields& fields,
                   const std::optional<domain::PersonName>& claimed_name,
                   const std::optional<domain::IdentityNumber>& claimed_number,
                   DocumentEvidence& out) {
  if (!claimed_name && !claimed_number) return;
  if (claimed_name && folded(claimed_name->reveal()) != folded(fields.name.reveal())) {
    out.disagreeing_fields.emplace_back("name");
  }
  if (claimed_number && folded(claimed_number->reveal()) != folded(fields.number.reveal())) {
    out.disagreeing_fields.emplace_back("number");
  }
  out.claim_agreement = check_of(out.disagreeing_fields.empty());
}

}  // namespace

DocumentEvidence examine(const DocumentReading& reading,
                         const std::optional<domain::PersonName>& claimed_name,
                         const std::optional<domain::IdentityNumber>& claimed_number,
                         const Date& today) {
  DocumentEvidence out;
  out.type = reading.type;
  out.portrait_found = !reading.portrait.empty() && reading.portrait_has_face;
  switch (reading.type) {
    case domain::DocumentType::unrecognised:
      return out;
    case domain::DocumentType::cn_resident_id:
      examine_resident_id(reading.fields, today, out);
      break;
    case domain::DocumentType::passport_td3:
      examine_passport(reading.fields, today, out);
      break;
  }
  examine_claim(reading.fields, claimed_name, claimed_number, out);
  return out;
}

}  // namespace truename::document
