#include "domain/document.h"

#include <array>

#include "base/check.h"

namespace truename::domain {
namespace {

struct Named {
  DocumentType type;
  std::string_view text;
};

// In the order of the enumeration, so that a type finds its name without looking for it.
constexpr Named kNamed[] = {{DocumentType::unrecognised, "unrecognised"},
                            {DocumentType::cn_resident_id, "cn_resident_id"},
                            {DocumentType::passport_td3, "passport_td3"},
                            {DocumentType::in_aadhaar, "in_aadhaar"},
                            {DocumentType::in_driving_licence, "in_driving_licence"},
                            {DocumentType::in_voter_id, "in_voter_id"},
                            {DocumentType::vn_cccd, "vn_cccd"},
                            {DocumentType::id_ktp, "id_ktp"},
                            {DocumentType::th_id, "th_id"},
                            {DocumentType::ph_national_id, "ph_national_id"},
                            {DocumentType::pk_cnic, "pk_cnic"},
                            {DocumentType::ng_nin, "ng_nin"},
                            {DocumentType::mx_ine, "mx_ine"},
                            {DocumentType::national_id_card, "national_id_card"},
                            {DocumentType::driving_licence, "driving_licence"},
                            {DocumentType::residence_permit, "residence_permit"},
                            {DocumentType::hk_macau_permit, "hk_macau_permit"},
                            {DocumentType::taiwan_permit, "taiwan_permit"},
                            {DocumentType::military_id, "military_id"},
                            {DocumentType::household_register, "household_register"},
                            {DocumentType::cn_temporary_id, "cn_temporary_id"},
                            {DocumentType::cn_permanent_residence, "cn_permanent_residence"},
                            {DocumentType::organisation_document, "organisation_document"}};
constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kNamed); ++i) {
    if (static_cast<std::size_t>(kNamed[i].type) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const DocumentType> all_document_types() {
  static constexpr auto kTypes = [] {
    std::array<DocumentType, std::size(kNamed)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = kNamed[i].type;
    return out;
  }();
  return kTypes;
}

std::string_view document_type_text(DocumentType type) {
  const auto at = static_cast<std::size_t>(type);
  CHECK(at < std::size(kNamed));
  return kNamed[at].text;
}

std::optional<DocumentType> parse_document_type(std::string_view text) {
  for (const Named& one : kNamed) {
    if (one.text == text) return one.type;
  }
  return std::nullopt;
}

}  // namespace truename::domain
