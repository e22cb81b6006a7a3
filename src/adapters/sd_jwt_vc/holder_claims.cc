#include "adapters/sd_jwt_vc/holder_claims.h"

#include <algorithm>

#include "adapters/sd_jwt_vc/jws.h"

namespace truename::adapters {
namespace {

constexpr std::size_t kNameLimit = 256;   // bytes, as a claimed name
constexpr std::size_t kNumberLimit = 64;  // characters; the longest of ours has 18

tl::unexpected<Error> leaves_out(std::string_view what) {
  return fail(ErrorCode::bad_input, "The credential discloses no " + std::string(what) +
                                        " that can be read; disclose name, document_number, "
                                        "document_type and birthdate.");
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= kNumberLimit &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

Result<domain::HolderRecord> parse_holder_claims(const Value& claims) {
  domain::HolderRecord out;
  const std::string_view name = text_in(claims, "name");
  if (name.empty() || name.size() > kNameLimit) return leaves_out("name");
  out.name = domain::PersonName(std::string(name));
  const std::string_view number = text_in(claims, "document_number");
  if (!is_number(number)) return leaves_out("document_number");
  out.number = domain::IdentityNumber(std::string(number));
  const auto type = domain::parse_document_type(text_in(claims, "document_type"));
  if (!type || *type == domain::DocumentType::unrecognised) return leaves_out("document_type");
  out.document_type = *type;
  out.birth_date = parse_date(text_in(claims, "birthdate"));
  if (!out.birth_date) return leaves_out("birthdate");
  // Two states may give out the same passport number; without the state nobody is told apart.
  const std::string_view state = text_in(claims, "issuing_state");
  if (out.document_type == domain::DocumentType::passport_td3) {
    if (state.size() > 3 || !is_number(state)) return leaves_out("issuing_state");
    out.issuing_state = std::string(state);
  }
  return out;
}

}  // namespace truename::adapters
