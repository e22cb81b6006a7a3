#include "policy/pack.h"

#include <algorithm>

#include "base/check.h"

namespace truename::policy {
std::string_view must_show_text(MustShow need) {
  switch (need) {
    case MustShow::own_document:
      return "own_document";
    case MustShow::authorisation:
      return "authorisation";
    case MustShow::relation:
      return "relation";
    case MustShow::responsible_person:
      return "responsible_person";
    case MustShow::end_subscribers:
      return "end_subscribers";
    case MustShow::organisation_document:
      return "organisation_document";
  }
  CHECK(false);
}

std::string_view iot_need_text(IotNeed need) {
  switch (need) {
    case IotNeed::assessment:
      return "assessment";
    case IotNeed::scenario:
      return "scenario";
    case IotNeed::devices:
      return "devices";
  }
  CHECK(false);
}

bool Rule::applies_to(const domain::Application& application) const {
  const auto names = [](const auto& all, auto one) {
    return all.empty() || std::find(all.begin(), all.end(), one) != all.end();
  };
  return names(events, application.kind) && names(channels, application.channel);
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

int Pack::line_cap() const { return line_cap(domain::LineClass::personal); }

int Pack::line_cap(domain::LineClass line_class) const {
  const Rule* const rule = find(Kind::line_cap);
  CHECK(rule != nullptr);
  const auto& cap = std::get<LineCap>(rule->parameters);
  const auto or_personal = [&](const std::optional<Cited<int>>& own) {
    return own ? own->value : cap.max_lines.value;
  };
  switch (line_class) {
    case domain::LineClass::personal:
      return cap.max_lines.value;
    case domain::LineClass::organisation:
      return or_personal(cap.max_lines_organisation);
    case domain::LineClass::iot:
      return or_personal(cap.max_lines_iot);
  }
  CHECK(false);
}

domain::DocumentType Pack::counted_as(domain::DocumentType type) const {
  const Rule* const rule = find(Kind::document_equivalence);
  if (rule == nullptr) return type;
  for (const auto& group : std::get<DocumentEquivalence>(rule->parameters).groups.value) {
    if (std::find(group.begin(), group.end(), type) != group.end()) return group.front();
  }
  return type;
}

const AgeBand* Pack::band_of(int age_years) const {
  const Rule* const rule = find(Kind::holder_age);
  if (rule == nullptr) return nullptr;
  for (const AgeBand& band : std::get<HolderAge>(rule->parameters).bands.value) {
    if (age_years < band.below_years) return &band;
  }
  return nullptr;
}

}  // namespace truename::policy
