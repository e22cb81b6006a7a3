// What is printed on an identity document, as read; nothing here says that it is true.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "domain/image.h"
#include "domain/person.h"

namespace truename::domain {

enum class DocumentType {
  unrecognised,    // no known layout was found in the picture
  cn_resident_id,  // Chinese resident identity card, front (GA 448)
  passport_td3,    // ICAO 9303-4 passport data page
  // Names only: no reader takes these from a picture. They come by attended entry, from a chip or
  // from an authority.
  in_aadhaar,
  in_driving_licence,
  in_voter_id,
  vn_cccd,
  id_ktp,
  th_id,
  ph_national_id,
  pk_cnic,
  ng_nin,
  mx_ine,
  national_id_card,
  driving_licence,
  residence_permit,
  hk_macau_permit,
  taiwan_permit,
  military_id,
  household_register,
  cn_temporary_id,
  cn_permanent_residence,
  organisation_document,
};
std::span<const DocumentType> all_document_types();
std::string_view document_type_text(DocumentType type);
std::optional<DocumentType> parse_document_type(std::string_view text);

// Text fields hold what was read, trimmed, UTF-8; an unread field is empty.
struct DocumentFields {
  PersonName name;
  IdentityNumber number;  // the 18 characters, or the passport's document number
  std::string sex;        // as printed: "男", "女", "M", "F", "<"
  std::string nation;     // 民族 of a resident card; nationality code of a passport
  std::optional<Date> birth_date;
  Address address;                  // resident card only
  std::string issuing_state;        // passport only, ICAO code
  std::optional<Date> expiry_date;  // not on the front of a resident card
  std::vector<std::string> mrz;     // passport: the two 44-character lines after repair
};

// What a DocumentReader gives back for one picture.
struct DocumentReading {
  DocumentType type = DocumentType::unrecognised;
  DocumentFields fields;
  Image portrait;  // cut from the document with a margin; empty when none was located
  bool portrait_has_face = false;  // a face was found in the portrait
  double confidence = 0;           // the lowest recognition confidence among the fields used, 0..1
};

}  // namespace truename::domain
