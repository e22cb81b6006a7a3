#include "policy/pack.h"

#include "base/check.h"

namespace truename::policy {
namespace {

constexpr Kind kKinds[] = {Kind::accepted_documents,
                           Kind::document_fields_complete,
                           Kind::document_number_check,
                           Kind::document_consistent,
                           Kind::document_unexpired,
                           Kind::claim_agreement,
                           Kind::holder_age,
                           Kind::portrait_present,
                           Kind::face_consent,
                           Kind::no_resale_term,
                           Kind::face_quality,
                           Kind::face_pad,
                           Kind::face_match,
                           Kind::capture_challenge,
                           Kind::authority,
                           Kind::line_cap,
                           Kind::line_free};

}  // namespace

std::string_view kind_text(Kind kind) {
  switch (kind) {
    case Kind::accepted_documents:
      return "accepted_documents";
    case Kind::document_fields_complete:
      return "document_fields_complete";
    case Kind::document_number_check:
      return "document_number_check";
    case Kind::document_consistent:
      return "document_consistent";
    case Kind::document_unexpired:
      return "document_unexpired";
    case Kind::claim_agreement:
      return "claim_agreement";
    case Kind::holder_age:
      return "holder_age";
    case Kind::portrait_present:
      return "portrait_present";
    case Kind::face_consent:
      return "face_consent";
    case Kind::no_resale_term:
      return "no_resale_term";
    case Kind::face_quality:
      return "face_quality";
    case Kind::face_pad:
      return "face_pad";
    case Kind::face_match:
      return "face_match";
    case Kind::capture_challenge:
      return "capture_challenge";
    case Kind::authority:
      return "authority";
    case Kind::line_cap:
      return "line_cap";
    case Kind::line_free:
      return "line_free";
  }
  CHECK(false);
}

std::optional<Kind> parse_kind(std::string_view text) {
  for (const Kind kind : kKinds) {
    if (kind_text(kind) == text) return kind;
  }
  return std::nullopt;
}

std::span<const Kind> all_kinds() { return kKinds; }

bool is_required(Kind kind) {
  switch (kind) {
    case Kind::document_consistent:
    case Kind::document_unexpired:
    case Kind::holder_age:
    case Kind::no_resale_term:
    case Kind::capture_challenge:
      return false;
    case Kind::accepted_documents:
    case Kind::document_fields_complete:
    case Kind::document_number_check:
    case Kind::claim_agreement:
    case Kind::portrait_present:
    case Kind::face_consent:
    case Kind::face_quality:
    case Kind::face_pad:
    case Kind::face_match:
    case Kind::authority:
    case Kind::line_cap:
    case Kind::line_free:
      return true;
  }
  CHECK(false);
}

const Texts& Pack::texts(Language language) const {
  switch (language) {
    case Language::en:
      return english;
    case Language::zh:
      return chinese;
  }
  CHECK(false);
}

bool Pack::in_force(const Date& today) const {
  return effective_from <= today && (!effective_to || today <= *effective_to);
}

const Rule* Pack::find(Kind kind) const {
  for (const Rule& rule : rules) {
    if (rule.kind == kind) return &rule;
  }
  return nullptr;
}

int Pack::line_cap() const {
  const Rule* const rule = find(Kind::line_cap);
  CHECK(rule != nullptr);
  return std::get<LineCap>(rule->parameters).max_lines.value;
}

}  // namespace truename::policy
