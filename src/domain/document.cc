#include "domain/document.h"

#include "base/check.h"

namespace truename::domain {

std::string_view document_type_text(DocumentType type) {
  switch (type) {
    case DocumentType::unrecognised:
      return "unrecognised";
    case DocumentType::cn_resident_id:
      return "cn_resident_id";
    case DocumentType::passport_td3:
      return "passport_td3";
  }
  CHECK(false);
}

std::optional<DocumentType> parse_document_type(std::string_view text) {
  for (const DocumentType type :
       {DocumentType::unrecognised, DocumentType::cn_resident_id, DocumentType::passport_td3}) {
    if (document_type_text(type) == text) return type;
  }
  return std::nullopt;
}

}  // namespace truename::domain
