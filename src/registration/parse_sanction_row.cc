#include <algorithm>
#include <charconv>

#include "document/resident_id.h"
#include "registration/import_sanctions.h"

namespace truename::registration {
namespace {

using domain::DocumentType;

constexpr std::size_t kNumberLimit = 64;  // characters, as a credential's number
constexpr std::size_t kStateLimit = 3;    // ICAO 9303-3 §5
constexpr int kGradeLimit = 99;

tl::unexpected<Error> bad(const RawSanctionRow& raw, const std::string& what) {
  return fail(ErrorCode::bad_input, "Line " + std::to_string(raw.place) + ": " + what);
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

bool is_plain(std::string_view text, std::size_t limit) {
  return !text.empty() && text.size() <= limit && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  });
}

Result<domain::HolderRecord> parse_identity(const RawSanctionRow& raw, const Date& today) {
  domain::HolderRecord out;
  const auto type = domain::parse_document_type(raw.document_type);
  if (!type || *type == DocumentType::unrecognised) {
    return bad(raw, "the document_type is unknown; docs/formats/policy_pack.md lists them.");
  }
  out.document_type = *type;
  out.issuing_state = upper(raw.issuing_state);
  const bool passport = *type == DocumentType::passport_td3;
  if (passport && !is_plain(out.issuing_state, kStateLimit)) {
    return bad(raw, "a passport needs its issuing_state, an ICAO code such as UTO.");
  }
  if (!passport && !out.issuing_state.empty()) {
    return bad(raw, "issuing_state is for passports; leave it empty.");
  }
  std::string number = upper(raw.number);
  if (!is_plain(number, kNumberLimit)) {
    return bad(raw, "the number must be 1 to 64 of A-Z and 0-9, without spaces.");
  }
  if (*type == DocumentType::cn_resident_id) {
    const auto checked = document::parse_resident_id(number, today);
    if (!checked) return bad(raw, checked.error().message + " Correct it at the source.");
  }
  out.number = domain::IdentityNumber(std::move(number));
  return out;
}

}  // namespace

Result<SanctionRow> parse_sanction_row(const RawSanctionRow& raw, const Date& today) {
  SanctionRow out{.place = raw.place};
  out.identity = TRY(parse_identity(raw, today));
  const char* const end = raw.grade.data() + raw.grade.size();
  const auto grade = std::from_chars(raw.grade.data(), end, out.grade);
  if (grade.ec != std::errc() || grade.ptr != end || out.grade < 1 || out.grade > kGradeLimit) {
    return bad(raw, "the grade must be a whole number from 1 to 99.");
  }
  const auto from = parse_date(raw.from);
  const auto until = parse_date(raw.until);
  if (!from || !until) return bad(raw, "from and until must be dates, such as 2028-01-31.");
  if (*until <= *from) return bad(raw, "until, the end date, must come after from.");
  out.from = *from;
  out.until = *until;
  return out;
}

}  // namespace truename::registration
