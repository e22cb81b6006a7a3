#include "policy/kind.h"

#include <array>

#include "base/check.h"

namespace truename::policy {
namespace {

enum class Standing { optional, required };
enum class Scope { every, named };  // whether events and channels may be named

struct Row {
  Kind kind;
  std::string_view text;
  Part part;
  Standing standing;
  Scope scope;
};

constexpr Row kRows[] = {
    {Kind::accepted_documents, "accepted_documents", Part::document, Standing::required,
     Scope::every},
    {Kind::document_fields_complete, "document_fields_complete", Part::document, Standing::required,
     Scope::every},
    {Kind::document_number_check, "document_number_check", Part::document, Standing::required,
     Scope::every},
    {Kind::document_consistent, "document_consistent", Part::document, Standing::optional,
     Scope::named},
    {Kind::document_unexpired, "document_unexpired", Part::document, Standing::optional,
     Scope::named},
    {Kind::claim_agreement, "claim_agreement", Part::document, Standing::required, Scope::every},
    {Kind::holder_age, "holder_age", Part::document, Standing::optional, Scope::named},
    {Kind::portrait_present, "portrait_present", Part::document, Standing::required, Scope::named},
    {Kind::face_consent, "face_consent", Part::consent, Standing::required, Scope::named},
    {Kind::no_resale_term, "no_resale_term", Part::consent, Standing::optional, Scope::named},
    {Kind::face_quality, "face_quality", Part::face, Standing::required, Scope::named},
    {Kind::face_pad, "face_pad", Part::face, Standing::required, Scope::named},
    {Kind::face_match, "face_match", Part::face, Standing::required, Scope::named},
    {Kind::capture_challenge, "capture_challenge", Part::capture, Standing::optional, Scope::named},
    {Kind::authority, "authority", Part::authority, Standing::required, Scope::named},
    {Kind::line_cap, "line_cap", Part::line, Standing::required, Scope::named},
    {Kind::line_free, "line_free", Part::line, Standing::required, Scope::named},
    {Kind::agent, "agent", Part::applicant, Standing::optional, Scope::named},
    {Kind::heir, "heir", Part::applicant, Standing::optional, Scope::named},
    {Kind::organisation, "organisation", Part::applicant, Standing::optional, Scope::named},
    {Kind::foreign_validity, "foreign_validity", Part::applicant, Standing::optional, Scope::named},
    {Kind::document_equivalence, "document_equivalence", Part::applicant, Standing::optional,
     Scope::every},
    {Kind::other_way, "other_way", Part::way, Standing::optional, Scope::every},
    {Kind::network_credential, "network_credential", Part::way, Standing::optional, Scope::every},
    {Kind::cross_operator_cap, "cross_operator_cap", Part::authority, Standing::optional,
     Scope::named},
    {Kind::attempt_limit, "attempt_limit", Part::limits, Standing::optional, Scope::named},
    {Kind::biometric_gap, "biometric_gap", Part::limits, Standing::optional, Scope::named},
    {Kind::batch_limits, "batch_limits", Part::limits, Standing::optional, Scope::named},
    {Kind::open_reverification, "open_reverification", Part::limits, Standing::optional,
     Scope::named},
    {Kind::sanction, "sanction", Part::limits, Standing::optional, Scope::named},
    {Kind::risk, "risk", Part::risk, Standing::optional, Scope::named},
    {Kind::artefact_reuse, "artefact_reuse", Part::risk, Standing::optional, Scope::named},
    {Kind::iot_assessment, "iot_assessment", Part::applicant, Standing::optional, Scope::named},
};
// In the order of the enumeration, so that a kind finds its row without looking for it.
constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  }
  return true;
}
static_assert(in_order());

const Row& row_of(Kind kind) {
  const auto at = static_cast<std::size_t>(kind);
  CHECK(at < std::size(kRows));
  return kRows[at];
}

}  // namespace

std::string_view kind_text(Kind kind) { return row_of(kind).text; }
Part part_of(Kind kind) { return row_of(kind).part; }
bool is_required(Kind kind) { return row_of(kind).standing == Standing::required; }
bool may_name_events(Kind kind) { return row_of(kind).scope == Scope::named; }

std::optional<Kind> parse_kind(std::string_view text) {
  for (const Row& row : kRows) {
    if (row.text == text) return row.kind;
  }
  return std::nullopt;
}

std::span<const Kind> all_kinds() {
  static constexpr auto kKinds = [] {
    std::array<Kind, std::size(kRows)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = kRows[i].kind;
    return out;
  }();
  return kKinds;
}

}  // namespace truename::policy
